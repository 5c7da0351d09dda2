using System.Globalization;
using Akka.Actor;

namespace Orchestrator.Akka.Driver;

/// <summary>Kernel names as elements of Akka paths: the same wherever Akka allows them,
/// percent-encoded elsewhere.</summary>
/// <example><c>pod-7f3</c> stays, <c>$self</c> becomes <c>%24self</c>, <c>a b</c> becomes <c>a%20b</c>.</example>
internal static class AkkaNames
{
    public static string Encode(string name) =>
        ActorPath.IsValidPathElement(name) ? name : Uri.EscapeDataString(name);

    /// <summary>For a name that Akka still holds: unique, because serials are.</summary>
    public static string WithSerial(string name, long serial) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}~{serial}");
}
