using Orchestrator.Actors.Simulated;
using Orchestrator.Actors.Tests.Suite;

namespace Orchestrator.Actors.Tests.Simulated;

/// <summary>The faults a simulation can inject.</summary>
public sealed class SimulatedFaultTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly SimulatedActorSystem _simulation = new(seed: 5);
    private readonly Log _log = new();

    [Fact]
    public void Crash_RestartsAfterBackoff_MailboxKept()
    {
        var actor = Spawn("actor", self => self.On(_log.Add));
        _simulation.RunUntilIdle();
        Assert.True(_simulation.Crash("/actor"));
        actor.Tell("kept");
        _simulation.RunUntilIdle();
        Assert.Empty(_log.Lines);
        Assert.IsType<SimulatedCrashException>(Assert.Single(_simulation.Failures).Exception);
        _simulation.RunFor(Second);
        Assert.Equal("kept", _log.Text);
    }

    [Fact]
    public void Crash_DuringAnAwait_TokenCancelled_HandlerEndsFirst()
    {
        var actor = Spawn("actor", self =>
        {
            self.Receive = async _ =>
            {
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, _simulation.Time, self.Surroundings.Ended);
                }
                finally
                {
                    _log.Add("handler-ended");
                }
            };
            self.Stop = () =>
            {
                _log.Add("stopped");
                return default;
            };
        });
        actor.Tell("wait");
        _simulation.RunUntilIdle();
        _simulation.Crash("/actor");
        _simulation.RunUntilIdle();
        Assert.Equal("handler-ended stopped", _log.Text);
        Assert.Equal(FailureOutcome.Restart, Assert.Single(_simulation.Failures).Outcome);
    }

    [Fact]
    public void Crash_NobodyThere_SaysSo() => Assert.False(_simulation.Crash("/nobody"));

    [Fact]
    public void LivePaths_ListsTreesInOrder()
    {
        Spawn("b", self => self.Start = () =>
        {
            self.Surroundings.Spawn("child", Script.Factory(_ => { }));
            return default;
        });
        var a = Spawn("a", _ => { });
        _simulation.RunUntilIdle();
        Assert.Equal(["/a", "/b", "/b/child"], _simulation.LivePaths);
        _simulation.Run(() => _simulation.StopAsync(a));
        Assert.Equal(["/b", "/b/child"], _simulation.LivePaths);
    }

    [Fact]
    public void Paused_TreeStandsStill_UntilResumed()
    {
        IActorRef<string>? child = null;
        Spawn("node", self => self.Start = () =>
        {
            child = self.Surroundings.Spawn("child", Script.Factory(script => script.On(_log.Add)));
            return default;
        });
        var other = Spawn("node-2", self => self.On(_log.Add));
        _simulation.RunUntilIdle();
        _simulation.Pause("/node");
        child!.Tell("to-paused");
        other.Tell("to-other");
        _simulation.RunFor(Second);
        Assert.Equal("to-other", _log.Text);

        _simulation.Resume("/node");
        _simulation.RunUntilIdle();
        Assert.Equal("to-other to-paused", _log.Text);
    }

    [Fact]
    public void Delay_SlowsOneActor()
    {
        _simulation.Delay = path => path == "/slow" ? Second : TimeSpan.Zero;
        var slow = Spawn("slow", self => self.On(message => _log.Add($"slow-{message}")));
        var fast = Spawn("fast", self => self.On(message => _log.Add($"fast-{message}")));
        foreach (var message in new[] { "1", "2" })
        {
            slow.Tell(message);
            fast.Tell(message);
        }
        _simulation.RunUntilIdle();
        Assert.Equal("fast-1 fast-2", _log.Text);
        _simulation.RunFor(3 * Second); // start, then two messages
        Assert.Equal("fast-1 fast-2 slow-1 slow-2", _log.Text);
    }

    [Fact]
    public void Kill_NoHandlerResumes_NoStopRuns_NameIsFree()
    {
        var door = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = Spawn("process", self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Timers.Every("tick", Second, "tick");
                return default;
            };
            self.Receive = async message =>
            {
                _log.Add($"begin-{message}");
                await door.Task;
                _log.Add("resumed");
            };
            self.Stop = () =>
            {
                _log.Add("stopped");
                return default;
            };
        });
        actor.Tell("1");
        _simulation.RunUntilIdle();
        _simulation.Kill("/process");
        door.SetResult();
        actor.Tell("2");
        _simulation.RunFor(10 * Second);
        Assert.Equal("begin-1", _log.Text);

        Spawn("process", self => self.On(_log.Add)).Tell("reborn");
        _simulation.RunUntilIdle();
        Assert.Equal("begin-1 reborn", _log.Text);
    }

    [Fact]
    public void Kill_OthersHearOfIt()
    {
        var victim = Spawn("victim", _ => { });
        Spawn("watcher", self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Watch(victim, "ended");
                return default;
            };
            self.On(_log.Add);
        });
        var ask = _simulation.AskAsync<string, int>(victim, _ => "never answered", Second).AsTask();
        _simulation.RunUntilIdle();
        _simulation.Kill("/victim");
        _simulation.RunUntilIdle();
        Assert.Equal("ended", _log.Text);
        Assert.IsType<ActorStoppedException>(ask.Exception!.InnerException);
    }

    [Fact]
    public void Kill_NoLivingRoot_Refused()
    {
        Spawn("root", self => self.Start = () =>
        {
            self.Surroundings.Spawn("child", Script.Factory(_ => { }));
            return default;
        });
        _simulation.RunUntilIdle();
        Assert.Throws<ArgumentException>(() => _simulation.Kill("/root/child"));
        Assert.Throws<ArgumentException>(() => _simulation.Kill("/nobody"));
    }

    [Fact]
    public void ClockJumps_TimersDoNotNotice()
    {
        Spawn("actor", self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Timers.Once("key", Second, "due");
                return default;
            };
            self.On(_log.Add);
        });
        var before = _simulation.Time.GetUtcNow();
        _simulation.Clock.Jump(TimeSpan.FromDays(-1));
        _simulation.RunFor(Second);
        Assert.Equal("due", _log.Text);
        Assert.Equal(before - TimeSpan.FromDays(1) + Second, _simulation.Time.GetUtcNow());
    }

    private IActorRef<string> Spawn(string name, Action<Script> write) =>
        _simulation.Spawn(name, Script.Factory(write));
}
