using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Store.Tests.Simulation;

/// <summary>One run: clients that write, a watcher that follows, and faults; then the ledger is checked.</summary>
internal sealed class StoreSimulation
{
    public const int Keys = 12;

    /// <summary>Every bound is met within a run.</summary>
    public static readonly StoreOptions Small = new()
    {
        BatchCommandsMax = 5,
        WaitingCommandsMax = 20,
        HistoryChangesMax = 40,
        HistoryWindow = TimeSpan.FromSeconds(20),
        CompactionPeriod = TimeSpan.FromSeconds(1),
        SegmentBytes = 700,
    };

    private readonly SimulatedActorSystem _system;
    private readonly Entropy _chance;
    private readonly SimulatedDisk _disk;
    private readonly List<(WriteCommand Command, Task<WriteResult> Task)> _writes = [];
    private readonly List<StoreChange> _watched = [];
    private StoreHost _host = null!;
    private IDisposable? _watch;
    private int _processes;
    private int _texts;
    private StoreHost? _shownBy;
    private long _shown;
    private bool _isReady;

    public StoreSimulation(ulong seed)
    {
        _system = new SimulatedActorSystem(seed);
        _chance = _system.Fork("faults");
        _disk = new SimulatedDisk(_system.Fork("disk"), _system.Time);
    }

    public ulong TraceHash => _system.TraceHash;

    public void Run(int steps)
    {
        StartProcess();
        _system.Stepped += _ => CheckShown();
        _disk.Faults = new DiskFaults { Stall = 0.01, FailBefore = 0.03, FailAfter = 0.03, FailRead = 0.03 };
        for (var step = 0; step < steps; step++)
            Step();
        _disk.Faults = DiskFaults.None;
        _disk.IsFull = false;
        EndProcess();
        StartProcess();
        _system.Run(async () => Assert.True((await _host.WriteAsync(Objects.Put("last"))).Succeeded));
        // Rivals that have lost learn of it, and tell those who wait.
        _system.RunFor(TimeSpan.FromMinutes(1));
        CheckLedger();
    }

    private void Step()
    {
        switch (_chance.Next(20))
        {
            case 0:
                EndProcess();
                StartProcess();
                break;
            case 1:
                // A rival takes over while this process still believes in itself.
                var old = _host;
                StartProcess();
                if (_chance.Next(2) == 0)
                    _system.Crash($"/store-{_processes - 1}");
                Write(old);
                break;
            case 2:
                _system.Crash($"/store-{_processes}");
                break;
            case 3:
                _disk.IsFull = !_disk.IsFull;
                break;
            case 4:
                _system.RunFor(TimeSpan.FromSeconds(_chance.Next(10)));
                break;
            default:
                for (var i = _chance.Next(8); i >= 0; i--)
                    Write(_host);
                _system.RunFor(TimeSpan.FromMicroseconds(_chance.Next(6000)));
                break;
        }
    }

    private void Write(StoreHost host)
    {
        var name = $"k{_chance.Next(Keys)}";
        long? expected = _chance.Next(3) switch
        {
            0 => null,
            1 => 0,
            _ => host.Current.Get(Objects.Key(name))?.ModRevision ?? 0,
        };
        var command = _chance.Next(4) == 0
            ? Objects.Delete(name, expected)
            : Objects.Put(name, $"text-{++_texts}", expected);
        _system.Run(() =>
        {
            _writes.Add((command, host.WriteAsync(command).AsTask()));
            return default;
        });
    }

    private void StartProcess()
    {
        _isReady = false;
        var faults = _disk.Faults;
        var journal = _disk.Open();
        _processes++;
        _host = StoreHost.Start(
            (name, factory, options) => _system.Spawn($"{name}-{_processes}", factory, options),
            journal, Objects.Codec, Small);
        _system.Run(UntilReadyAsync);
        _isReady = true;
        Watch();
        _disk.Faults = faults;

        async ValueTask UntilReadyAsync()
        {
            while (true)
            {
                try
                {
                    await _host.ReadyAsync();
                    return;
                }
                catch (JournalException)
                {
                    // The supervisor tries again; here the disk is mended so that the run goes on.
                    _disk.IsFull = false;
                    _disk.Faults = DiskFaults.None;
                    await Task.Delay(TimeSpan.FromSeconds(1), _system.Time);
                }
            }
        }
    }

    private void EndProcess()
    {
        _disk.Crash();
        _system.Run(() => _system.StopAsync(_host.Actor));
    }

    private void Watch()
    {
        _watch?.Dispose();
        var last = _watched.Count == 0 ? 0 : _watched[^1].Revision;
        if (_host.Current.CompactedRevision > last)
            throw new InvalidOperationException("the window did not reach back to what the watcher has seen");
        _watch = _host.Subscribe(last, batch => _watched.AddRange(batch.Changes));
    }

    /// <summary>After every step: what is shown is on disk, and no store goes back.</summary>
    private void CheckShown()
    {
        if (!_isReady)
            return;
        var revision = _host.Current.Revision;
        if (!ReferenceEquals(_host, _shownBy))
            (_shownBy, _shown) = (_host, 0);
        if (revision < _shown)
            throw new InvalidOperationException($"revision {_shown} was shown, then {revision}");
        _shown = revision;
        if (_watched.Count > revision)
            throw new InvalidOperationException($"revision {_watched.Count} was watched, but {revision} is shown");
    }

    private void CheckLedger()
    {
        for (var i = 0; i < _watched.Count; i++)
            Assert.Equal(i + 1, _watched[i].Revision);
        foreach (var (command, task) in _writes)
        {
            if (!task.IsCompleted)
                throw new InvalidOperationException($"the write of {command.Key} was never answered");
            if (task.IsCompletedSuccessfully && task.Result.Succeeded)
                CheckKept(command, task.Result);
            if (task.Exception?.InnerException is StoreUnavailableException { MayHaveHappened: false } or StoreFullException)
                CheckAbsent(command);
        }
        CheckStates();
    }

    private void CheckKept(WriteCommand command, WriteResult result)
    {
        var change = _watched[(int)result.Revision - 1];
        Assert.Equal(command.Key, change.Key);
        Assert.Equal(Objects.Text(command), change.Current is null ? null : Objects.Text(change.Current));
    }

    private void CheckAbsent(WriteCommand command)
    {
        if (command.Value is not null)
            Assert.DoesNotContain(
                _watched, c => c.Current is not null && Objects.Text(c.Current) == Objects.Text(command));
    }

    /// <summary>The state at every retained revision is what the watched changes add up to.</summary>
    private void CheckStates()
    {
        var model = new SortedDictionary<string, (long Created, long Changed)>(StringComparer.Ordinal);
        foreach (var change in _watched)
        {
            Assert.Equal(
                model.TryGetValue(change.Key, out var before) ? before.Changed : null, change.Previous?.ModRevision);
            if (change.Current is { } current)
                model[change.Key] = (current.CreateRevision, current.ModRevision);
            else
                model.Remove(change.Key);
            if (change.Revision < _host.Current.CompactedRevision)
                continue;
            Assert.Equal(
                model.Select(pair => (pair.Key, pair.Value.Created, pair.Value.Changed)),
                _host.Current.At(change.Revision).Range("/").Select(e => (e.Key, e.CreateRevision, e.ModRevision)));
        }
    }
}
