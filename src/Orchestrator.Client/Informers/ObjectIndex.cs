using Orchestrator.Api;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Client;

/// <summary>A way to find objects by something other than their key. Compared by reference: keep one static
/// instance.</summary>
/// <param name="valuesOf">The values an object is found under; pure. An object with none is not in the index.</param>
public sealed class ObjectIndex(string name, Func<KubeObject, IEnumerable<string>> valuesOf)
{
    private static readonly string[] None = [];

    /// <summary>Objects by the uid of the owner that manages them. Objects without one lie under
    /// <see cref="OrphansIn"/>.</summary>
    public static ObjectIndex ControllerUid { get; } = Single(
        "controllerUid", value => value.ControllerRef?.Uid ?? OrphansIn(value.Metadata.Namespace ?? ""));

    /// <summary>Pods by the node they are bound to.</summary>
    public static ObjectIndex NodeName { get; } = Single("spec.nodeName", value => (value as Pod)?.Spec.NodeName);

    public string Name { get; } = name;

    /// <summary>An index with at most one value for each object; null or empty: none.</summary>
    public static ObjectIndex Single(string name, Func<KubeObject, string?> valueOf) =>
        new(name, value => valueOf(value) is { Length: > 0 } found ? [found] : None);

    /// <summary>Where <see cref="ControllerUid"/> keeps a namespace's objects that nobody manages. Never a
    /// uid.</summary>
    public static string OrphansIn(string ns) => "orphans/" + ns;

    internal IEnumerable<string> ValuesOf(KubeObject value) => valuesOf(value);
}
