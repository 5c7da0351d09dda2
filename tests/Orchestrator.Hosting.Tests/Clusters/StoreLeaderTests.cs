using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Store;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Simulation;

namespace Orchestrator.Hosting.Tests.Clusters;

public sealed class StoreLeaderTests
{
    private readonly SimulatedActorSystem _system = new(7);
    private readonly StubCandidate _store = new();

    [Fact]
    public void Started_AppointsTheStore_AndDoesNotWaitForIt()
    {
        var leader = Start();
        Assert.Equal((1, 0), (_store.Appointments, _store.Dismissals));
        // The store does not lead yet; all the same it can be stopped.
        _system.Run(() => _system.StopAsync(leader));
        Assert.Equal((1, 1), (_store.Appointments, _store.Dismissals));
    }

    [Fact]
    public void Stopped_EndsNotBeforeTheStoreHasLeft()
    {
        var leader = Start();
        _store.Dismissed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task stopped = null!;
        _system.Run(() =>
        {
            stopped = _system.StopAsync(leader).AsTask();
            return default;
        });
        _system.RunFor(TimeSpan.FromSeconds(10));
        Assert.False(stopped.IsCompleted);
        _system.Run(() =>
        {
            _store.Dismissed.SetResult();
            return default;
        });
        _system.RunFor(TimeSpan.FromSeconds(1));
        Assert.True(stopped.IsCompletedSuccessfully);
    }

    [Theory]
    [InlineData("journal")]
    [InlineData("store")]
    public void JournalFails_IsAppointedAgain_LessAndLessOften(string kind)
    {
        _store.Failure = kind == "journal"
            ? new JournalException("no route to the database")
            : new StoreUnavailableException("the store could not start", mayHaveHappened: false);
        Start();
        _system.RunFor(TimeSpan.FromSeconds(1));
        Assert.InRange(_store.Appointments, 3, 5);
        _system.RunFor(TimeSpan.FromSeconds(60));
        var before = _store.Appointments;
        Assert.InRange(before, 12, 22);
        _store.Failure = null;
        _system.RunFor(TimeSpan.FromSeconds(60));
        Assert.Equal(before + 1, _store.Appointments);
    }

    [Fact]
    public void MovedFromOneProcessToAnother_TheSecondStoreLeadsAtOnce()
    {
        var disk = new SimulatedDisk(_system.Fork("disk"), _system.Time);
        var (a, b) = (Store("a", disk), Store("b", disk));
        _system.RunFor(TimeSpan.FromSeconds(30));
        Assert.False(a.Leadership.IsLeader || b.Leadership.IsLeader);

        var first = _system.Spawn("leader-a", () => new StoreLeader(a));
        _system.RunFor(TimeSpan.FromMilliseconds(50));
        Assert.True(a.Leadership.IsLeader);

        _system.Run(() => _system.StopAsync(first));
        Assert.False(a.Leadership.IsLeader);
        _system.Spawn("leader-b", () => new StoreLeader(b));
        _system.RunFor(TimeSpan.FromMilliseconds(50));
        Assert.Equal((true, "b:6443"), (b.Leadership.IsLeader, a.Leadership.Leader));
    }

    private IActorRef Start()
    {
        var leader = _system.Spawn("store-leader", () => new StoreLeader(_store));
        _system.RunFor(TimeSpan.FromMilliseconds(10));
        return leader;
    }

    private StoreHost Store(string name, SimulatedDisk disk)
    {
        var options = new StoreOptions
        {
            Follow = true,
            Succession = Succession.Appointment,
            Advertise = $"{name}:6443",
        };
        var store = StoreHost.Start(
            (_, factory, actor) => _system.Spawn($"store-{name}", factory, actor), disk.Open(), new KindObjectCodec(),
            options);
        _system.Run(() => store.ReadyAsync());
        return store;
    }

    /// <summary>Fails, or never leads, as a test says.</summary>
    private sealed class StubCandidate : IStoreCandidate
    {
        public int Appointments { get; private set; }

        public int Dismissals { get; private set; }

        public Exception? Failure { get; set; }

        public TaskCompletionSource? Dismissed { get; set; }

        public async ValueTask AppointAsync(CancellationToken cancellation = default)
        {
            Appointments++;
            if (Failure is not null)
                throw Failure;
            var never = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            using var registration = cancellation.Register(() => never.TrySetCanceled(cancellation));
            await never.Task;
        }

        public ValueTask DismissAsync()
        {
            Dismissals++;
            return Dismissed is null ? default : new(Dismissed.Task);
        }
    }
}
