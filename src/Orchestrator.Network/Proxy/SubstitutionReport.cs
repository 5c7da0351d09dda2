using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Orchestrator.Api.Patches;
using Orchestrator.Client;

namespace Orchestrator.Network.Proxy;

/// <summary>Tells users where a Service is served when its own port could not be: the annotation and the events'
/// sentences.</summary>
internal static class SubstitutionReport
{
    public const string SubstitutedReason = "ProxyPortSubstituted";
    public const string FailedReason = "ProxyPortUnavailable";
    private const string NeedsPrivileges = "needs privileges that this process does not have";

    /// <summary>The annotation's value, such as <c>80=8080,53/UDP=8053</c>; empty when every port is served as
    /// asked.</summary>
    public static string Annotation(IEnumerable<RuleOutcome> outcomes) => string.Join(
        ',',
        outcomes.Where(outcome => outcome.IsSubstituted)
            .Select(outcome => $"{Port(outcome.Rule.Listen)}={Text(outcome.ServedPort)}")
            .Distinct(StringComparer.Ordinal));

    /// <summary>The event for an outcome; null when all is well.</summary>
    public static (string Reason, string Message)? Event(RuleOutcome outcome)
    {
        var listen = outcome.Rule.Listen;
        if (outcome.IsSubstituted)
        {
            return (SubstitutedReason,
                $"Port {Port(listen)} {outcome.Why ?? NeedsPrivileges}; "
                + $"the Service is reached at {listen.Address ?? "this node"}:{Text(outcome.ServedPort)} instead");
        }
        if (outcome.Error is not { } error)
            return null;
        var where = listen.IsNodePort ? "node port " : listen.Address + ":";
        return (FailedReason, $"Cannot serve {where}{Port(listen)}: {error}");
    }

    /// <summary>A merge patch that sets the annotation, or removes it for an empty value.</summary>
    public static Patch PatchOf(string value)
    {
        var buffer = new ArrayBufferWriter<byte>(128);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata");
            json.WriteStartObject("annotations");
            if (value.Length == 0)
                json.WriteNull(SubstitutePorts.Annotation);
            else
                json.WriteString(SubstitutePorts.Annotation, value);
            json.WriteEndObject();
            json.WriteEndObject();
            json.WriteEndObject();
        }
        return new(PatchType.Merge, buffer.WrittenMemory);
    }

    private static string Port(ListenAddress listen) =>
        listen.Protocol == "TCP" ? Text(listen.Port) : $"{Text(listen.Port)}/{listen.Protocol}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
