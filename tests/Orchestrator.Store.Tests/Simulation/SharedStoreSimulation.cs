using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Store.Tests.Simulation;

/// <summary>One run of three stores: clients write to whom they take for the leader and read from anyone, while faults
/// befall processes and disk; then the ledger is checked against the journal itself.</summary>
internal sealed class SharedStoreSimulation
{
    private const int Count = 3;

    private readonly StoreOptions _options;
    private readonly SimulatedActorSystem _system;
    private readonly Entropy _chance;
    private readonly SimulatedDisk _disk;
    private readonly JournalChronicle _chronicle = new();
    private readonly List<SimulatedProcess> _processes = [];
    private readonly Appointments? _appointments;
    private readonly List<(SimulatedProcess By, WriteCommand Command, Task<WriteResult> Task)> _writes = [];
    private readonly List<(WriteCommand Command, Task<WriteResult> Task)> _ended = [];
    private readonly List<(SimulatedProcess By, long AtLeast, Task<StoreSnapshot> Task)> _reads = [];
    private string? _left;
    private long _acknowledged;
    private int _started;
    private int _texts;

    public SharedStoreSimulation(ulong seed, Succession succession)
    {
        _options = StoreSimulation.Small with { Follow = true, HoldsAddress = true, Succession = succession };
        _system = new SimulatedActorSystem(seed);
        _chance = _system.Fork("faults");
        _disk = new SimulatedDisk(_system.Fork("disk"), _system.Time) { Observer = Appended };
        if (succession == Succession.Appointment)
            _appointments = new Appointments(_system, _system.Fork("appointments"), _processes);
    }

    public ulong TraceHash => _system.TraceHash;

    /// <summary>What happened, so that a test can say that the run had what it was to have.</summary>
    public (int Seals, int Heartbeats, int Gaps, int Acknowledged, int Dismissals, int Unread) Tally
    {
        get;
        private set;
    }

    public void Run(int steps)
    {
        _system.Stepped += _ => Check();
        for (var i = 0; i < Count; i++)
            Start();
        _appointments?.Settle();
        UntilLed();
        _disk.Faults = Bad;
        for (var step = 0; step < steps; step++)
        {
            Step();
            _appointments?.Step();
        }
        Heal();
        UntilLed();
        // A leader that has just woken does not know yet that it was taken for dead.
        _system.RunFor(TimeSpan.FromSeconds(5));
        UntilLed();
        _system.Run(async () => Assert.True((await Leader()!.Host.WriteAsync(Objects.Put("last"))).Succeeded));
        _system.RunFor(TimeSpan.FromSeconds(20));
        CheckLedger();
    }

    private static DiskFaults Bad => new()
    {
        Stall = 0.003,
        FailBefore = 0.02,
        FailAfter = 0.02,
        FailRead = 0.02,
        Occupied = 0.1,
        LostNotice = 0.2,
        NoticeDelayMax = TimeSpan.FromMilliseconds(300),
    };

    private SimulatedProcess? Leader() => _processes.Find(process => process.Host.Leadership.IsLeader);

    private SimulatedProcess Any() => _processes[_chance.Next(_processes.Count)];

    private void Step()
    {
        switch (_chance.Next(24))
        {
            case 0:
                Kill(Any());
                break;
            case 1 when Leader() is { } leader:
                Kill(leader);
                break;
            case 2:
                _system.Crash(Any().Path);
                break;
            case 3:
                Pause(Any());
                break;
            case 4 when Leader() is { } leader:
                Pause(leader);
                break;
            case 5:
                var cut = Any();
                _disk.Cut(cut.Disk, cut.IsCut = !cut.IsCut);
                break;
            case 6:
                _disk.IsFull = !_disk.IsFull;
                break;
            case 7:
                Stop(Any());
                break;
            case 8:
                _system.RunFor(TimeSpan.FromSeconds(_chance.Next(10)));
                break;
            case 9:
                WakeAll();
                break;
            case 10:
                _system.Clock.Jump(TimeSpan.FromSeconds(_chance.Next(240) - 120));
                break;
            default:
                Load();
                break;
        }
        while (_processes.Count == 0 || (_processes.Count < Count && _chance.Next(3) > 0))
            Start();
    }

    private void Load()
    {
        for (var i = _chance.Next(10); i >= 0; i--)
            Write(_chance.Next(10) > 0 && Leader() is { } leader ? leader : Any());
        for (var i = _chance.Next(3); i > 0; i--)
            Read(Any());
        _system.RunFor(TimeSpan.FromMicroseconds(_chance.Next(60_000)));
    }

    private void Write(SimulatedProcess to)
    {
        var name = $"k{_chance.Next(StoreSimulation.Keys)}";
        long? expected = _chance.Next(2) == 0 ? null : Known(to, name);
        var command = _chance.Next(4) == 0
            ? Objects.Delete(name, expected)
            : Objects.Put(name, $"text-{++_texts}", expected);
        _system.Run(() =>
        {
            _writes.Add((to, command, to.Host.WriteAsync(command).AsTask()));
            return default;
        });
    }

    private void Read(SimulatedProcess from) => _system.Run(() =>
    {
        if (IsReady(from))
            _reads.Add((from, _acknowledged, from.Host.ReadAsync(Freshness.Latest).AsTask()));
        return default;
    });

    private static long Known(SimulatedProcess process, string name) =>
        IsReady(process) ? process.Host.Current.Get(Objects.Key(name))?.ModRevision ?? 0 : 0;

    private static bool IsReady(SimulatedProcess process)
    {
        try
        {
            return process.Host.Current is not null;
        }
        catch (StoreUnavailableException)
        {
            return false;
        }
    }

    private void Start()
    {
        var path = $"store-{++_started}";
        // It may be the process that ended last, started again.
        var address = _left is { } left && _chance.Next(2) == 0 ? left : $"{path}:6443";
        _left = null;
        var journal = _disk.Open();
        var host = StoreHost.Start(
            (_, factory, options) => _system.Spawn(path, factory, options), journal, Objects.Codec,
            _options with { Advertise = address });
        _processes.Add(new SimulatedProcess($"/{path}", journal, host, _chronicle)
        {
            Address = address,
            IsAppointed = _appointments is null,
        });
    }

    private void Kill(SimulatedProcess process)
    {
        _disk.Crash(process.Disk);
        _system.Kill(process.Path);
        Forget(process);
    }

    private void Stop(SimulatedProcess process)
    {
        if (process.IsPaused || process.IsCut || _disk.IsFull || !IsReady(process))
            return;
        _system.Run(() => process.Host.StopAsync());
        _system.Run(() => _system.StopAsync(process.Host.Actor));
        _disk.Crash(process.Disk);
        Forget(process);
    }

    private void Forget(SimulatedProcess process)
    {
        Check();
        Tally = Tally with { Gaps = Tally.Gaps + process.Gaps };
        _processes.Remove(process);
        _left = _appointments is null ? process.Address : null;
        // Nobody is left to answer: whether it happened stays open.
        _writes.RemoveAll(write => write.By == process);
        _reads.RemoveAll(read => read.By == process);
    }

    private void Pause(SimulatedProcess process)
    {
        process.IsPaused = true;
        _system.Pause(process.Path);
    }

    private void WakeAll()
    {
        foreach (var process in _processes.Where(process => process.IsPaused))
        {
            process.IsPaused = false;
            _system.Resume(process.Path);
        }
    }

    private void Heal()
    {
        WakeAll();
        foreach (var process in _processes)
            _disk.Cut(process.Disk, process.IsCut = false);
        _disk.Faults = DiskFaults.None;
        _disk.IsFull = false;
        while (_processes.Count < Count)
            Start();
        _appointments?.Settle();
    }

    private void Appended(JournalRow row)
    {
        _chronicle.Add(row);
        _appointments?.Check(row);
    }

    /// <summary>Somebody leads within the time of some take-overs, whatever state the faults have left; an actor that
    /// failed may first have to sit out its back-off.</summary>
    private void UntilLed() => _system.RunUntil(
        () => _processes.TrueForAll(IsReady) && Leader() is { } leader && leader.Host.Trouble is null,
        TimeSpan.FromSeconds(45));

    /// <summary>After every step.</summary>
    private void Check()
    {
        foreach (var process in _processes)
            process.Check();
        for (var i = _writes.Count - 1; i >= 0; i--)
        {
            if (!_writes[i].Task.IsCompleted)
                continue;
            _ended.Add((_writes[i].Command, _writes[i].Task));
            if (_writes[i].Task is { IsCompletedSuccessfully: true, Result: { Succeeded: true } result })
                _acknowledged = Math.Max(_acknowledged, result.Revision);
            _writes.RemoveAt(i);
        }
        for (var i = _reads.Count - 1; i >= 0; i--)
        {
            var (by, atLeast, task) = _reads[i];
            if (!task.IsCompleted)
                continue;
            if (task.IsCompletedSuccessfully && task.Result.Revision < atLeast)
                throw new InvalidOperationException(
                    $"{by.Path} read revision {task.Result.Revision} when {atLeast} had been acknowledged");
            _reads.RemoveAt(i);
        }
    }

    private void CheckLedger()
    {
        if (_writes.Count > 0)
            throw new InvalidOperationException($"the write of {_writes[0].Command.Key} was never answered");
        if (_reads.Count > 0)
            throw new InvalidOperationException($"a read of {_reads[0].By.Path} was never answered");
        var texts = _chronicle.Changes.Where(c => c.Current is not null)
            .Select(c => Objects.Text(c.Current)).ToHashSet();
        foreach (var (command, task) in _ended)
        {
            if (task.IsCompletedSuccessfully && task.Result.Succeeded)
                CheckKept(command, task.Result);
            var error = task.Exception?.InnerException;
            if (command.Value is not null
                && error is StoreUnavailableException { MayHaveHappened: false } or StoreFullException)
                Assert.DoesNotContain(Objects.Text(command) ?? "", texts);
        }
        foreach (var process in _processes)
        {
            Assert.Equal(_chronicle.Revision, process.Host.Current.Revision);
            process.CheckState();
        }
        _appointments?.CheckEnded();
        Tally = (
            _chronicle.Seals, _chronicle.Heartbeats, Tally.Gaps + _processes.Sum(process => process.Gaps),
            _ended.Count(write => write.Task is { IsCompletedSuccessfully: true, Result.Succeeded: true }),
            _appointments?.Dismissals ?? 0, _disk.SealsBehindUnread);
    }

    private void CheckKept(WriteCommand command, WriteResult result)
    {
        var change = _chronicle.At(result.Revision);
        Assert.Equal(command.Key, change.Key);
        Assert.Equal(Objects.Text(command), change.Current is null ? null : Objects.Text(change.Current));
    }
}
