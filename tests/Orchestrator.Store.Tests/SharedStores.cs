using Orchestrator.Actors.Simulated;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Store.Tests;

/// <summary>Stores of several processes on one simulated journal, and what tests do to them.</summary>
internal sealed class SharedStores
{
    private readonly StoreOptions _options;
    private int _started;

    public SharedStores(int count = 2, StoreOptions? options = null, ulong seed = 1)
    {
        _options = options ?? StoreOptions.Default;
        System = new SimulatedActorSystem(seed);
        Disk = new SimulatedDisk(System.Fork("disk"), System.Time);
        for (var i = 0; i < count; i++)
            Start();
    }

    public static StoreOptions ByAppointment { get; } = new() { Succession = Succession.Appointment };

    /// <summary>Snapshots and compactions within a few hundred writes.</summary>
    public static StoreOptions Small { get; } = new()
    {
        HistoryChangesMax = 40,
        CompactionPeriod = TimeSpan.FromSeconds(1),
        SegmentBytes = 700,
    };

    public SimulatedActorSystem System { get; }

    public SimulatedDisk Disk { get; }

    public List<Member> All { get; } = [];

    public Member Leader => All.Single(member => member.Host.Leadership.IsLeader);

    public Member Follower => All.First(member => !member.Host.Leadership.IsLeader);

    /// <param name="wrap">Around its journal.</param>
    /// <param name="address">What it advertises; by default one of its own.</param>
    public Member Start(Func<IJournal, IJournal>? wrap = null, string? address = null)
    {
        var number = ++_started;
        address ??= $"10.0.0.{number}:6443";
        var disk = Disk.Open();
        var journal = new CountingJournal(wrap?.Invoke(disk) ?? disk);
        var options = _options with { Follow = true, Advertise = address };
        var host = StoreHost.Start(
            (name, factory, actor) => System.Spawn($"{name}-{number}", factory, actor), journal, Objects.Codec,
            options);
        var member = new Member($"/store-{number}", address, disk, journal, host);
        All.Add(member);
        System.Run(() => host.ReadyAsync());
        return member;
    }

    /// <summary>The process dies; nobody is told.</summary>
    public void Kill(Member member)
    {
        Disk.Crash(member.Disk);
        System.Kill(member.Path);
        All.Remove(member);
    }

    public void Stop(Member member)
    {
        System.Run(() => member.Host.StopAsync());
        System.Run(() => System.StopAsync(member.Host.Actor));
        Disk.Crash(member.Disk);
        All.Remove(member);
    }

    /// <summary>Virtual time until somebody leads.</summary>
    public TimeSpan UntilLed()
    {
        var began = System.Clock.Elapsed;
        System.RunUntil(() => All.Exists(member => member.Host.Leadership.IsLeader), TimeSpan.FromMinutes(1));
        return System.Clock.Elapsed - began;
    }

    public void RunFor(double seconds) => System.RunFor(TimeSpan.FromSeconds(seconds));

    public WriteResult Write(Member member, WriteCommand command) => System.Run(() => member.Host.WriteAsync(command));

    public StoreSnapshot Latest(Member member) => System.Run(() => member.Host.ReadAsync(Freshness.Latest));

    /// <summary>Every row that gets into the journal from now on.</summary>
    public List<JournalRow> Rows()
    {
        var rows = new List<JournalRow>();
        Disk.Observer = rows.Add;
        return rows;
    }

    /// <summary>The virtual time that a call takes.</summary>
    public double SecondsOf(Func<ValueTask> call)
    {
        var began = System.Clock.Elapsed;
        System.Run(call);
        return (System.Clock.Elapsed - began).TotalSeconds;
    }

    /// <summary>What a store that starts anew finds is what a running one shows.</summary>
    public void CheckReopened(Member running)
    {
        RunFor(5);
        var cold = Start();
        var (shown, loaded) = (Latest(running), Latest(cold));
        Assert.Equal(shown.Revision, loaded.Revision);
        Assert.Equal(
            shown.Range("/").Select(e => (e.Key, e.CreateRevision, e.ModRevision)),
            loaded.Range("/").Select(e => (e.Key, e.CreateRevision, e.ModRevision)));
    }

    public sealed record Member(
        string Path, string Address, IJournal Disk, CountingJournal Journal, StoreHost Host);
}
