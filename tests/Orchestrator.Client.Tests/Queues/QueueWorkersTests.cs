using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;

namespace Orchestrator.Client.Tests.Queues;

public class QueueWorkersTests
{
    private readonly SimulatedActorSystem _system = new(1);
    private readonly List<string> _given = [];
    private readonly Owner _owner;
    private readonly IActorRef<Action> _turn;

    public QueueWorkersTests()
    {
        _owner = new Owner(_given);
        _turn = _system.Spawn("owner", () => _owner);
        _system.RunUntilIdle();
    }

    private WorkQueue<string> Queue => _owner.Workers.Queue;

    [Fact]
    public void EachWorkerHasOneTask_AndTheNextWhenItIsDone()
    {
        Do(() =>
        {
            foreach (var key in (string[])["a", "b", "c", "d"])
                Queue.Add(key);
        });
        Assert.Equal(["0 a", "1 b"], _given);

        Do(() => _owner.Workers.Done("b", worker: 1));

        Assert.Equal(["0 a", "1 b", "1 c"], _given);
    }

    [Fact]
    public void KeyAddedWhileItIsInAWorker_WaitsForThatOne()
    {
        Do(() => Queue.Add("a"));
        Do(() => Queue.Add("a"));
        Assert.Equal(["0 a"], _given);

        Do(() => _owner.Workers.Done("a", worker: 0));

        Assert.Equal(["0 a", "1 a"], _given);
    }

    [Fact]
    public void KeyWithoutATask_IsForgotten_AndNoWorkerHasIt()
    {
        Do(() =>
        {
            Queue.AddRateLimited("nothing");
            Queue.Add("nothing");
            Queue.Add("a");
        });

        Assert.Equal(["0 a"], _given);
        Assert.Equal((0, 1), (Queue.Failures("nothing"), Queue.ProcessingCount));
    }

    [Fact]
    public void DelayedKeys_AreGivenOutWhenTheyAreDue_TheEarlierFirst()
    {
        Do(() => Queue.AddAfter("late", TimeSpan.FromSeconds(10)));
        Do(() => Queue.AddAfter("soon", TimeSpan.FromSeconds(1)));
        Assert.Empty(_given);

        _system.RunFor(TimeSpan.FromSeconds(2));
        Assert.Equal(["0 soon"], _given);

        _system.RunFor(TimeSpan.FromSeconds(9));
        Assert.Equal(["0 soon", "1 late"], _given);
    }

    private void Do(Action what)
    {
        _turn.Tell(what);
        _system.RunUntilIdle();
    }

    private sealed class Owner(List<string> given) : Actor<Action>
    {
        public QueueWorkers<string, string, Action> Workers { get; private set; } = null!;

        public override ValueTask OnStartAsync()
        {
            Workers = new(Context, () => Workers.Due());
            Workers.Start(2, number => new Worker(number, given));
            return default;
        }

        public override ValueTask OnMessageAsync(Action message)
        {
            message();
            Workers.Dispatch(key => key == "nothing" ? null : key);
            return default;
        }
    }

    private sealed class Worker(int number, List<string> given) : Actor<string>
    {
        public override ValueTask OnMessageAsync(string message)
        {
            given.Add($"{number} {message}");
            return default;
        }
    }
}
