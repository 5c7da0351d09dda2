namespace Orchestrator.Actors.Tests.Suite;

/// <summary>One-for-one supervision: restart after a back-off, stop, escalate.</summary>
public abstract class SupervisionSuite(IDriverHarness driver) : DriverSuite(driver)
{
    [Fact]
    public async Task HandlerThrows_NewIncarnationAfterBackoff_MailboxKept()
    {
        var incarnation = 0;
        var actor = Spawn("actor", RestartAfterOneSecond, self =>
        {
            var number = ++incarnation;
            self.On(message =>
            {
                if (message == "bad")
                    throw new InvalidOperationException("bad");
                Log.Add($"{number}:{message}");
            });
        });
        foreach (var message in new[] { "a", "bad", "b", "c" })
            actor.Tell(message);
        await Driver.SettleAsync();
        Assert.Equal("1:a", Log.Text);
        actor.Tell("d");
        await Driver.AdvanceAsync(Seconds(0.9));
        Assert.Equal("1:a", Log.Text);

        await Driver.AdvanceAsync(Seconds(0.1));
        Assert.Equal("1:a 2:b 2:c 2:d", Log.Text);
    }

    [Fact]
    public async Task HandlerThrowsAfterAwait_CountsAsFailure()
    {
        var actor = Spawn("actor", RestartAfterOneSecond, self => self.Receive = async message =>
        {
            await Task.Yield();
            Log.Add(message);
            if (message == "bad")
                throw new InvalidOperationException("bad");
        });
        actor.Tell("bad");
        actor.Tell("good");
        await Driver.SettleAsync();
        Assert.Equal("bad", Log.Text);
        await Driver.AdvanceAsync(Seconds(1));
        Assert.Equal("bad good", Log.Text);
    }

    [Fact]
    public async Task Failure_EndsIncarnation_ChildrenThenOnStopThenRestart()
    {
        var actor = Spawn("actor", RestartAfterOneSecond, self =>
        {
            self.Start = () =>
            {
                Log.Add("start");
                self.Surroundings.Spawn("child", Script.Factory(child => child.Stop = () =>
                {
                    Log.Add("child-stop");
                    return default;
                }));
                return default;
            };
            self.On(_ => throw new InvalidOperationException("bad"));
            self.Stop = () =>
            {
                Log.Add($"stop-cancelled:{self.Surroundings.Ended.IsCancellationRequested}");
                return default;
            };
        });
        actor.Tell("bad");
        await Driver.SettleAsync();
        Assert.Equal("start child-stop stop-cancelled:True", Log.Text);

        // The child's name is free again.
        await Driver.AdvanceAsync(Seconds(1));
        Assert.Equal("start child-stop stop-cancelled:True start", Log.Text);
    }

    [Fact]
    public async Task StartThrows_CountsAsFailure_StopStillRuns()
    {
        var attempts = 0;
        var actor = Spawn("actor", RestartAfterOneSecond, self =>
        {
            self.Start = () => ++attempts < 3 ? throw new InvalidOperationException("not yet") : default;
            self.Stop = () =>
            {
                Log.Add("closed");
                return default;
            };
            self.On(Log.Add);
        });
        actor.Tell("message");
        await Driver.AdvanceAsync(Seconds(1.5));
        Assert.Equal("closed closed", Log.Text);
        await Driver.AdvanceAsync(Seconds(0.5));
        Assert.Equal("closed closed message", Log.Text);
    }

    [Fact]
    public async Task FactoryThrows_CountsAsFailure()
    {
        var attempts = 0;
        var actor = Spawn("actor", RestartAfterOneSecond, self =>
        {
            if (++attempts == 1)
                throw new InvalidOperationException("no actor");
            self.On(Log.Add);
        });
        actor.Tell("message");
        await Driver.SettleAsync();
        Assert.Empty(Log.Lines);
        await Driver.AdvanceAsync(Seconds(1));
        Assert.Equal("message", Log.Text);
    }

    [Fact]
    public async Task RepeatedFailures_BackoffDoublesUpToMax_AndResetsAfterALongLife()
    {
        var failures = Failures();
        var options = new ActorOptions
        {
            Backoff = new Backoff(Seconds(1), Seconds(4), Jitter: 0) { ResetAfter = Seconds(60) },
        };
        var actor = Spawn("actor", options, self => self.On(_ => throw new InvalidOperationException("bad")));
        for (var i = 0; i < 4; i++)
        {
            actor.Tell("bad");
            await Driver.AdvanceAsync(Seconds(10));
        }
        await Driver.AdvanceAsync(Seconds(60));
        actor.Tell("bad");
        await Driver.SettleAsync();

        Assert.Equal([1, 2, 4, 4, 1], failures.Select(failure => failure.Pause.TotalSeconds));
        Assert.Equal([1, 2, 3, 4, 1], failures.Select(failure => failure.Failures));
        Assert.All(failures, failure => Assert.Equal("/actor", failure.Path));
    }

    [Fact]
    public async Task OnFailureStop_EndsForGood()
    {
        var failures = Failures();
        var watcher = Spawn("watcher", self => self.On(Log.Add));
        var actor = Spawn("actor", new ActorOptions { OnFailure = OnFailure.Stop }, self =>
        {
            self.Stop = () =>
            {
                Log.Add("stopped");
                return default;
            };
            self.On(_ => throw new InvalidOperationException("bad"));
        });
        actor.Tell("bad");
        await Driver.AdvanceAsync(Seconds(100));
        Assert.Equal("stopped", Log.Text);
        Assert.Equal(FailureOutcome.Stop, Assert.Single(failures).Outcome);
        await Assert.ThrowsAsync<ActorStoppedException>(() =>
            System.AskAsync<string, int>(actor, _ => "anyone?", Seconds(1)).AsTask());
        Assert.NotNull(watcher);
    }

    [Fact]
    public async Task OnFailureEscalate_ParentFailsWithTheSameException_AfterItsRunningHandler()
    {
        var failures = Failures();
        var door = Door();
        var starts = 0;
        var parent = Spawn("parent", RestartAfterOneSecond, self =>
        {
            IActorRef<string>? child = null;
            self.Start = () =>
            {
                starts++;
                child = self.Surroundings.Spawn(
                    "child",
                    Script.Factory(script => script.On(_ => throw new InvalidOperationException("deep"))),
                    new ActorOptions { OnFailure = OnFailure.Escalate });
                return default;
            };
            self.Receive = async message =>
            {
                if (message != "go")
                    return;
                child!.Tell("fail");
                await door.Task;
                Log.Add($"handler-ended-cancelled:{self.Surroundings.Ended.IsCancellationRequested}");
            };
        });
        parent.Tell("go");
        await Driver.SettleAsync();
        Assert.Empty(Log.Lines);
        door.SetResult();
        await Driver.SettleAsync();
        Assert.Equal("handler-ended-cancelled:True", Log.Text);
        Assert.Equal(["/parent/child Escalate deep", "/parent Restart deep"],
            failures.Select(failure => $"{failure.Path} {failure.Outcome} {failure.Exception.Message}"));

        await Driver.AdvanceAsync(Seconds(1));
        Assert.Equal(2, starts);
    }

    [Fact]
    public async Task RootEscalates_Stops()
    {
        var failures = Failures();
        var actor = Spawn("actor", new ActorOptions { OnFailure = OnFailure.Escalate },
            self => self.On(_ => throw new InvalidOperationException("bad")));
        actor.Tell("bad");
        await Driver.SettleAsync();
        Assert.Equal(FailureOutcome.Stop, Assert.Single(failures).Outcome);
    }

    [Fact]
    public async Task SiblingOfAFailure_GoesOn()
    {
        var siblingStarts = 0;
        IActorRef<string>? failing = null, sibling = null;
        Spawn("parent", self => self.Start = () =>
        {
            failing = self.Surroundings.Spawn(
                "failing", Script.Factory(script => script.On(_ => throw new InvalidOperationException("bad"))));
            sibling = self.Surroundings.Spawn("sibling", Script.Factory(script =>
            {
                siblingStarts++;
                script.On(Log.Add);
            }));
            return default;
        });
        await Driver.SettleAsync();
        failing!.Tell("bad");
        sibling!.Tell("hello");
        await Driver.AdvanceAsync(Seconds(60));
        Assert.Equal("hello", Log.Text);
        Assert.Equal(1, siblingStarts);
    }

    [Fact]
    public async Task StopThrows_IsReported_AndTheActorStillEnds()
    {
        var failures = Failures();
        var actor = Spawn("actor", self => self.Stop = () => throw new InvalidOperationException("on the way out"));
        await Driver.RunAsync(() => System.StopAsync(actor));
        var failure = Assert.Single(failures);
        Assert.Equal((FailureOutcome.None, "on the way out"), (failure.Outcome, failure.Exception.Message));
    }

    [Fact]
    public async Task ContinuationNobodyAwaits_Throws_FailsTheIncarnation()
    {
        var failures = Failures();
        var starts = 0;
        var actor = Spawn("actor", RestartAfterOneSecond, self =>
        {
            starts++;
            self.On(_ => ThrowLater());
        });
        actor.Tell("go");
        await Driver.AdvanceAsync(Seconds(1));
        Assert.Equal(2, starts);
        Assert.Equal(FailureOutcome.Restart, Assert.Single(failures).Outcome);

        static async void ThrowLater()
        {
            await Task.Yield();
            throw new InvalidOperationException("lost");
        }
    }

    [Fact]
    public async Task FactoryGivesTheSameActorAgain_IsAFailure()
    {
        var failures = Failures();
        var only = Script.Factory(self => self.On(_ => throw new InvalidOperationException("bad")))();
        var actor = System.Spawn("actor", () => only, RestartAfterOneSecond);
        actor.Tell("bad");
        await Driver.AdvanceAsync(Seconds(1));
        Assert.Contains("new actor", failures[^1].Exception.Message);
    }

    private List<ActorFailure> Failures()
    {
        var failures = new List<ActorFailure>();
        System.Failed += failure =>
        {
            lock (failures)
                failures.Add(failure);
        };
        return failures;
    }
}
