using System.Diagnostics;
using System.Text.Json;

namespace Orchestrator.Load.Scenarios;

/// <summary>Follows Pods through a watch: when each was first seen, bound and Ready.</summary>
public sealed class PodProgress
{
    private readonly HashSet<string> _created = [];
    private readonly HashSet<string> _bound = [];
    private readonly HashSet<string> _ready = [];
    private readonly Lock _gate = new();

    public Milestone Created { get; } = new();

    public Milestone Bound { get; } = new();

    public Milestone Ready { get; } = new();

    public void Read(ReadOnlySpan<byte> frame)
    {
        var now = Stopwatch.GetTimestamp();
        var reader = new Utf8JsonReader(frame);
        var pod = PodFrame.Parse(ref reader);
        if (pod.Name is null || pod.Type is "DELETED" or "BOOKMARK" or "ERROR")
            return;
        lock (_gate)
        {
            if (_created.Add(pod.Name))
                Created.Reach(now);
            if (pod.IsBound && _bound.Add(pod.Name))
                Bound.Reach(now);
            if (pod.IsReady && _ready.Add(pod.Name))
                Ready.Reach(now);
        }
    }
}
