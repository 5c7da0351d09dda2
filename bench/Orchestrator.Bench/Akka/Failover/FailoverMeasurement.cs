using System.Diagnostics;
using Orchestrator.Bench.Measurements;
using Orchestrator.Bench.Report;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Bench.Akka.Failover;

/// <summary>Three control planes of an Akka cluster, the oldest killed, and the oldest cut off, under each of the
/// settings.</summary>
public sealed class FailoverMeasurement : IMeasurement
{
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(30);

    public string Name => "failover";

    public async Task RunAsync(BenchOptions options, Figures figures, CancellationToken cancellation)
    {
        foreach (var settings in FailoverSettings.All)
        {
            cancellation.ThrowIfCancellationRequested();
            await KillAsync(settings, figures);
            await CutAsync(settings, figures);
        }
        foreach (var settings in FailoverSettings.All.DistinctBy(one => (one.Interval, one.Pause)))
            await LoadAsync(settings, figures);
    }

    /// <summary>From the kill until the next tree runs.</summary>
    private static async Task KillAsync(FailoverSettings settings, Figures figures)
    {
        await using var members = await Members.StartAsync(3, settings.Hocon);
        var next = members.All[1];
        var from = Stopwatch.GetTimestamp();
        long seen = 0, removed = 0;
        next.Changed += changed =>
        {
            if (changed.Address != members.All[0].Address)
                return;
            if (changed.State == MemberState.Unreachable && seen == 0)
                seen = Stopwatch.GetTimestamp();
            if (changed.State == MemberState.Removed)
                removed = Stopwatch.GetTimestamp();
        };
        Members.Kill(members.All[0]);
        await Members.UntilAsync(() => members.Holding.Began(next.Address) is not null);
        var began = members.Holding.Began(next.Address)!.Value;
        Add("killed", Stopwatch.GetElapsedTime(from, began));
        Add("noticed", Stopwatch.GetElapsedTime(from, seen));
        Add("given up", Stopwatch.GetElapsedTime(seen, removed));
        Add("margin", Stopwatch.GetElapsedTime(removed, began));

        void Add(string what, TimeSpan took) => figures.Add(settings.Figure(what), took.TotalSeconds);
    }

    /// <summary>From the cut until the next tree runs, and for how long after that the old one did.</summary>
    private static async Task CutAsync(FailoverSettings settings, Figures figures)
    {
        await using var members = await Members.StartAsync(3, settings.Hocon);
        var (old, next) = (members.All[0].Address, members.All[1].Address);
        var from = Stopwatch.GetTimestamp();
        await Members.CutAsync(members.All[0], members.All.Skip(1));
        await Members.UntilAsync(
            () => members.Holding.Began(next) is not null && members.Holding.Ended(old) is not null);
        var began = members.Holding.Began(next)!.Value;
        var ended = members.Holding.Ended(old)!.Value;
        figures.Add(settings.Figure("cut"), Stopwatch.GetElapsedTime(from, began).TotalSeconds);
        figures.Add(settings.Figure("overlap"), Stopwatch.GetElapsedTime(began, ended).TotalSeconds);
        await members.All[0].Ended.WaitAsync(Settled);
        await Task.Delay(Settled / 10, CancellationToken.None);
        if (members.All.Skip(1).Any(member => member.Ended.IsCompleted || member.Members.Length != 2))
            throw new InvalidOperationException($"{settings.Title}: the majority did not stay whole");
    }

    /// <summary>How often a living member was called unreachable while twice as many threads as cores took all they
    /// could get.</summary>
    private static async Task LoadAsync(FailoverSettings settings, Figures figures)
    {
        await using var members = await Members.StartAsync(3, settings.Hocon);
        var missed = 0;
        foreach (var member in members.All)
        {
            member.Changed += changed =>
            {
                if (changed.State == MemberState.Unreachable)
                    Interlocked.Increment(ref missed);
            };
        }
        var until = DateTime.UtcNow + Busy;
        var threads = Enumerable.Range(0, 2 * Environment.ProcessorCount)
            .Select(_ => new Thread(() => { while (DateTime.UtcNow < until) { } })).ToList();
        threads.ForEach(thread => thread.Start());
        await Task.Delay(Busy);
        threads.ForEach(thread => thread.Join());
        figures.Add(settings.Missed, missed);
    }
}
