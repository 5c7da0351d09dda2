namespace Orchestrator.Bench.Report;

/// <summary>What decides how soon a dead member's singletons run elsewhere.</summary>
/// <param name="Interval">Between two heartbeats.</param>
/// <param name="Pause">How long heartbeats may be missing before a member is called unreachable.</param>
/// <param name="StableAfter">How long the resolver then waits for more to change.</param>
/// <param name="Margin">How long a successor waits after the removal.</param>
public sealed record FailoverSettings(string Interval, string Pause, string StableAfter, string Margin)
{
    /// <summary>Akka takes <c>off</c> for as long as stable-after, so none at all has to be said like this.</summary>
    public const string None = "1ms";

    public static IReadOnlyList<FailoverSettings> All { get; } =
    [
        new("500ms", "2s", "3s", "3s"),
        new("500ms", "2s", "3s", None),
        new("500ms", "2s", "2s", None),
        new("500ms", "2s", "1s", None),
        new("500ms", "1s", "2s", None),
        new("500ms", "1s", "1s", None),
        new("250ms", "1s", "1s", None),
        new("250ms", "500ms", "500ms", None),
    ];

    public string Title => $"{Interval} / {Pause} / {StableAfter} / {(Margin == None ? "none" : Margin)}";

    public string Hocon => $$"""
        akka.cluster {
          failure-detector {
            heartbeat-interval = {{Interval}}
            acceptable-heartbeat-pause = {{Pause}}
            expected-response-after = {{Interval}}
          }
          split-brain-resolver.stable-after = {{StableAfter}}
          down-removal-margin = {{Margin}}
        }
        """;

    /// <summary>Its figure's name in <see cref="Figures"/>.</summary>
    public string Figure(string what) => $"failover {Title} {what}";

    /// <summary>The figure of false alarms, which only the failure detector's settings decide.</summary>
    public string Missed => $"failover {Interval} {Pause} missed";
}
