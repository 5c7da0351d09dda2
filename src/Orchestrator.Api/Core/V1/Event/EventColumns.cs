using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Core.V1;

/// <summary>The columns of <c>kubectl get events</c>.</summary>
internal static class EventColumns
{
    public static ValueList<PrinterColumn> All { get; } =
    [
        PrinterColumn.Timed<Event>("Last Seen", "How long ago it last happened.", LastSeen),
        PrinterColumn.Text<Event>("Type", "Normal or Warning.", e => e.Type ?? ""),
        PrinterColumn.Text<Event>("Reason", "What happened, in a word.", e => e.Reason ?? ""),
        PrinterColumn.Text<Event>("Object", "What it happened to.", Target),
        PrinterColumn.Wide<Event>("Subobject", "Which part of that object.", e => e.InvolvedObject.FieldPath ?? ""),
        PrinterColumn.Wide<Event>("Source", "Who reported it.", Source),
        PrinterColumn.Text<Event>("Message", "What happened, in words.", e => (e.Message ?? "").Trim()),
        PrinterColumn.Timed<Event>("First Seen", "How long ago it first happened.", FirstSeen) with { Priority = 1 },
        PrinterColumn.Number<Event>("Count", "How often it happened.", Count, "string") with { Priority = 1 },
        PrinterColumn.Wide<Event>("Name", "The event's own name.", e => e.Metadata.Name ?? "") with { Format = "name" },
    ];

    private static string FirstSeen(Event e, DateTimeOffset now) =>
        e.FirstTimestamp is null ? HumanDuration.Since(e.EventTime, now) : HumanDuration.Since(e.FirstTimestamp, now);

    private static string LastSeen(Event e, DateTimeOffset now)
    {
        if (e.Series is { } series)
            return HumanDuration.Since(series.LastObservedTime, now);
        return e.LastTimestamp is null ? FirstSeen(e, now) : HumanDuration.Since(e.LastTimestamp, now);
    }

    private static long Count(Event e) => e.Series?.Count ?? (e.Count == 0 ? 1 : e.Count);

    private static string Target(Event e)
    {
        var kind = (e.InvolvedObject.Kind ?? "").ToLowerInvariant();
        return string.IsNullOrEmpty(e.InvolvedObject.Name) ? kind : $"{kind}/{e.InvolvedObject.Name}";
    }

    private static string Source(Event e)
    {
        var component = string.IsNullOrEmpty(e.Source.Component) ? e.ReportingController : e.Source.Component;
        var host = string.IsNullOrEmpty(e.Source.Host) ? e.ReportingInstance : e.Source.Host;
        return host.Length == 0 ? component : $"{component}, {host}";
    }
}
