using Akka.Actor;
using Akka.TestKit.Xunit2;
using Orchestrator.Actors;
using Orchestrator.Actors.Tests.Suite;
using Orchestrator.Akka.Driver;

namespace Orchestrator.Akka.Tests.Driver;

public sealed class AkkaActorSystemTests : TestKit
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(200);

    private readonly AkkaActorSystem _system;

    public AkkaActorSystemTests()
        : base("akka { loglevel = OFF, stdout-loglevel = OFF }") => _system = new AkkaActorSystem(Sys);

    [Fact]
    public async Task KernelTree_IsATreeOfAkkaActors()
    {
        var spawned = new TaskCompletionSource<Actors.IActorRef>();
        _system.Spawn("control-plane", Script.Factory(self => self.Start = () =>
        {
            spawned.SetResult(self.Surroundings.Spawn("store $1", Script.Factory(_ => { })));
            return default;
        }));
        var child = await spawned.Task.WaitAsync(Patience);
        Assert.Equal("/control-plane/store $1", child.Path);
        Assert.Equal("/user/control-plane/store%20%241", _system.RefOf(child).Path.ToStringWithoutAddress());
    }

    [Fact]
    public async Task ActorStops_PlainAkkaWatcherHearsOfIt_AfterTheRunningHandler()
    {
        var door = new TaskCompletionSource();
        var entered = new TaskCompletionSource();
        var actor = _system.Spawn("actor", Script.Factory(self => self.Receive = async _ =>
        {
            entered.SetResult();
            await door.Task;
        }));
        Watch(_system.RefOf(actor));
        actor.Tell("work");
        await entered.Task.WaitAsync(Patience);
        var stopped = _system.StopAsync(actor).AsTask();
        await ExpectNoMsgAsync(Soon);
        door.SetResult();
        await ExpectTerminatedAsync(_system.RefOf(actor), Patience);
        await stopped.WaitAsync(Patience);
    }

    [Fact]
    public async Task StopActor_FromAkka_EndsTheTreeInOrder()
    {
        var log = new Log();
        var actor = _system.Spawn("actor", Script.Factory(self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Spawn("child", Script.Factory(child => child.Stop = () => Add(log, "child")));
                return default;
            };
            self.Stop = () => Add(log, "parent");
        }));
        Watch(_system.RefOf(actor));
        _system.RefOf(actor).Tell(StopActor.Instance);
        await ExpectTerminatedAsync(_system.RefOf(actor), Patience);
        Assert.Equal("child parent", log.Text);
    }

    [Theory]
    [InlineData("poison")]
    [InlineData("kill")]
    public async Task AkkaSideEndedByForce_KernelActorStopsAllTheSame(string how)
    {
        var log = new Log();
        var actor = _system.Spawn("actor", Script.Factory(self => self.Stop = () => Add(log, "stopped")));
        _system.RefOf(actor).Tell(how == "poison" ? PoisonPill.Instance : Kill.Instance);
        await EndedAsync(actor);
        Assert.Equal("stopped", log.Text);
    }

    [Fact]
    public async Task AkkaSideOfAParentEndedByForce_ChildrenEndBeforeIt()
    {
        var log = new Log();
        var actor = _system.Spawn("actor", Script.Factory(self =>
        {
            self.Start = () =>
            {
                for (var i = 0; i < 10; i++)
                    self.Surroundings.Spawn(
                        $"child-{i}", Script.Factory(child => child.Stop = () => Add(log, "child")));
                return default;
            };
            self.Stop = () => Add(log, "parent");
        }));
        _system.RefOf(actor).Tell(PoisonPill.Instance);
        await EndedAsync(actor);
        Assert.Equal(11, log.Lines.Count());
        Assert.Equal("parent", log.Lines.Last());
    }

    [Fact]
    public async Task ActorSystemTerminates_TreesStopFirst()
    {
        var log = new Log();
        _system.Spawn("actor", Script.Factory(self => self.Stop = async () =>
        {
            await Task.Delay(Soon);
            log.Add("stopped");
        }));
        await Sys.Terminate().WaitAsync(Patience);
        Assert.Equal("stopped", log.Text);
        Assert.Throws<InvalidOperationException>(() => _system.Spawn("late", Script.Factory(_ => { })));
    }

    [Fact]
    public async Task MessageFromAPlainAkkaActor_IsHandled_OthersAreUnhandled()
    {
        var log = new Log();
        var actor = _system.Spawn("actor", Script.Factory(self => self.On(log.Add)));
        Sys.EventStream.Subscribe(TestActor, typeof(global::Akka.Event.UnhandledMessage));
        _system.RefOf(actor).Tell(42);
        _system.RefOf(actor).Tell("hello");
        Assert.Equal(42, (await ExpectMsgAsync<global::Akka.Event.UnhandledMessage>(Patience)).Message);
        await AwaitConditionAsync(() => Task.FromResult(log.Text == "hello"), Patience);
    }

    [Fact]
    public async Task NameIsFree_ButAkkaStillBuriesTheLast_NextOneStarts()
    {
        for (var i = 0; i < 200; i++)
        {
            var actor = _system.Spawn("actor", () => new Doubling());
            Assert.Equal(2 * i, await _system.AskAsync<Doubling.Question, int>(actor, r => new(i, r), Patience));
            await _system.StopAsync(actor);
        }
    }

    [Fact]
    public Task AwaitsAndMessagesRace_OneThreadAtATime() => Turnstile.RaceAsync(_system, 20_000, Patience);

    [Fact]
    public async Task ManyThreadsTell_WhileTheAkkaSideEnds_NoAskIsLeftWaiting()
    {
        for (var i = 0; i < 50; i++)
        {
            var actor = _system.Spawn("actor", () => new Doubling());
            var asks = Enumerable.Range(0, 100).Select(n => Task.Run(async () =>
            {
                if (n == 50)
                    _system.RefOf(actor).Tell(PoisonPill.Instance);
                return await _system.AskAsync<Doubling.Question, int>(actor, r => new(n, r), Patience);
            })).ToList();
            foreach (var ask in asks)
            {
                var error = await Record.ExceptionAsync(() => ask.WaitAsync(Patience));
                Assert.True(error is null or ActorStoppedException, error?.ToString());
            }
            await EndedAsync(actor);
        }
    }

    [Theory]
    [InlineData("root")]
    [InlineData("child")]
    public async Task TurnThrows_OurOwnBug_TheActorGoesOn(string where)
    {
        var thrown = 0;
        _system.Failed += _ =>
        {
            if (Interlocked.Increment(ref thrown) == 1)
                throw new InvariantException("a subscriber must not throw");
        };
        var spawned = new TaskCompletionSource<IActorRef<string>>();
        var log = new Log();
        var root = _system.Spawn("root", Script.Factory(self =>
        {
            self.Start = () =>
            {
                spawned.SetResult(self.Surroundings.Spawn("child", Script.Factory(child => child.On(Handle))));
                return default;
            };
            self.On(Handle);
        }));
        var actor = where == "root" ? root : await spawned.Task.WaitAsync(Patience);
        await spawned.Task.WaitAsync(Patience);
        actor.Tell("bad");
        await AwaitConditionAsync(() => Task.FromResult(thrown > 0), Patience);
        actor.Tell("good");
        await AwaitConditionAsync(() => Task.FromResult(log.Text == "good"), Patience);
        await _system.StopAsync(root).AsTask().WaitAsync(Patience);

        void Handle(string message)
        {
            if (message == "bad")
                throw new InvalidOperationException();
            log.Add(message);
        }
    }

    [Fact]
    public void ReferenceOfAnotherSystem_Refused()
    {
        var other = new Actors.Threaded.ThreadedActorSystem().Spawn("actor", Script.Factory(_ => { }));
        Assert.Throws<ArgumentException>(() => _system.RefOf(other));
    }

    private static ValueTask Add(Log log, string line)
    {
        log.Add(line);
        return default;
    }

    /// <summary>Waits for the kernel actor's end without asking for it.</summary>
    private async Task EndedAsync(Actors.IActorRef actor)
    {
        var ended = new TaskCompletionSource();
        var watcher = _system.Spawn("watcher", Script.Factory(self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Watch(actor, "ended");
                return default;
            };
            self.On(_ => ended.SetResult());
        }));
        await ended.Task.WaitAsync(Patience);
        await _system.StopAsync(watcher);
    }
}
