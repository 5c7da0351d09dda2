using Orchestrator.Actors.Tests.Suite;
using Orchestrator.Actors.Threaded;

namespace Orchestrator.Actors.Tests.Threaded;

public sealed class ThreadedActorSystemTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ThreadedActorSystem _system = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _system.DisposeAsync().AsTask().WaitAsync(Patience);

    [Fact]
    public async Task ManyThreadsTell_NothingLost_NothingConcurrent()
    {
        const int producers = 4, each = 50_000;
        var done = new TaskCompletionSource();
        var turn = new Turnstile();
        var count = 0;
        var actor = _system.Spawn("actor", () => new Counting(() => turn.Pass(() =>
        {
            if (++count == producers * each)
                done.SetResult();
        })));
        var threads = Enumerable.Range(0, producers).Select(_ => new Thread(() =>
        {
            for (var i = 0; i < each; i++)
                actor.Tell(i);
        })).ToList();
        threads.ForEach(thread => thread.Start());
        await done.Task.WaitAsync(Patience);
        Assert.Equal(0, turn.Clashes);
    }

    [Fact]
    public Task AwaitsAndMessagesRace_OneThreadAtATime() => Turnstile.RaceAsync(_system, 20_000, Patience);

    [Fact]
    public async Task TasksBesideTheMailbox_StayOnTheActorsTurn()
    {
        const int messages = 2_000;
        var done = new TaskCompletionSource();
        var turn = new Turnstile();
        var count = 0;
        var actor = _system.Spawn("actor", Script.Factory(self => self.On(message =>
        {
            turn.Pass(static () => Thread.SpinWait(20));
            if (message == "work")
                self.Surroundings.Pipe(WorkAsync(), () => "done", error => error.Message);
            else if (++count == messages)
                done.SetResult();
        })));
        for (var i = 0; i < messages; i++)
            actor.Tell("work");
        await done.Task.WaitAsync(Patience);
        Assert.Equal(0, turn.Clashes);

        async ValueTask WorkAsync()
        {
            for (var i = 0; i < 10; i++)
            {
                await Task.Yield();
                turn.Pass(static () => Thread.SpinWait(20));
            }
        }
    }

    [Fact]
    public async Task AsksFromManyThreads_EachGetsItsOwnAnswer()
    {
        var actor = _system.Spawn("actor", () => new Doubling());
        await Parallel.ForAsync(0, 20_000, async (i, ct) =>
        {
            var answer = await _system.AskAsync<Doubling.Question, int>(actor, r => new(i, r), Patience, ct);
            Assert.Equal(2 * i, answer);
        });
    }

    [Fact]
    public async Task BusyActors_LetOthersIn()
    {
        // More endless conversations than threads: without turns of limited length nobody else would be heard.
        for (var i = 0; i < 2 * Environment.ProcessorCount; i++)
            _system.Spawn($"busy-{i}", Script.Factory(self =>
            {
                self.Start = () => Tell(self);
                self.Receive = _ => Tell(self);
            }));
        var actor = _system.Spawn("actor", () => new Doubling());
        Assert.Equal(42, await _system.AskAsync<Doubling.Question, int>(actor, r => new(21, r), Patience));

        static ValueTask Tell(Script self)
        {
            self.Surroundings.Self.Tell("again");
            return default;
        }
    }

    [Fact]
    public async Task RealClock_DrivesTimersAndBackoff()
    {
        var done = new TaskCompletionSource();
        var failed = false;
        var options = new ActorOptions
        {
            Backoff = new Backoff(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1)),
        };
        _system.Spawn("actor", Script.Factory(self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Timers.Once("key", TimeSpan.FromMilliseconds(1), "due");
                return default;
            };
            self.On(_ =>
            {
                if (failed)
                    done.SetResult();
                failed = true;
                throw new InvalidOperationException();
            });
        }), options);
        await done.Task.WaitAsync(Patience);
    }

    private sealed class Counting(Action count) : Actor<int>
    {
        public override ValueTask OnMessageAsync(int message)
        {
            count();
            return default;
        }
    }
}
