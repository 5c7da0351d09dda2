namespace Orchestrator.Actors.Tests.Suite;

public abstract class StoppingSuite(IDriverHarness driver) : DriverSuite(driver)
{
    [Fact]
    public async Task TreeStops_ChildrenBeforeParents()
    {
        var root = Spawn("root", self =>
        {
            self.Start = () =>
            {
                SpawnBranch(self, "left");
                SpawnBranch(self, "right");
                return default;
            };
            self.Stop = Note("/root");
        });
        await Driver.SettleAsync();
        await Driver.RunAsync(() => System.StopAsync(root));

        var lines = Log.Lines.ToList();
        Assert.Equal(5, lines.Count);
        Assert.Equal("/root", lines[^1]);
        Assert.True(lines.IndexOf("/root/left/leaf") < lines.IndexOf("/root/left"));
        Assert.True(lines.IndexOf("/root/right/leaf") < lines.IndexOf("/root/right"));
    }

    [Fact]
    public async Task ChildTakesItsTime_ParentWaitsForIt()
    {
        var door = Door();
        var root = Spawn("root", self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Spawn("child", Script.Factory(child => child.Stop = async () =>
                {
                    await door.Task;
                    Log.Add("child");
                }));
                return default;
            };
            self.Stop = Note("root");
        });
        await Driver.SettleAsync();
        var stopped = System.StopAsync(root).AsTask();
        await Driver.SettleAsync();
        Assert.Empty(Log.Lines);
        door.SetResult();
        await Driver.SettleAsync();
        await stopped;
        Assert.Equal("child root", Log.Text);
    }

    [Fact]
    public async Task StopDuringAnAwait_TokenCancelled_HandlerFinishes_RestIsDropped()
    {
        var failures = 0;
        System.Failed += _ => failures++;
        var actor = Spawn("actor", self =>
        {
            self.Receive = async message =>
            {
                Log.Add($"begin-{message}");
                try
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, System.Time, self.Surroundings.Ended);
                }
                finally
                {
                    Log.Add($"end-{message}");
                }
            };
            self.Stop = Note("stop");
        });
        actor.Tell("1");
        actor.Tell("2");
        await Driver.SettleAsync();
        await Driver.RunAsync(() => System.StopAsync(actor));
        Assert.Equal("begin-1 end-1 stop", Log.Text);
        Assert.Equal(0, failures);
    }

    [Fact]
    public async Task StopSelf_NoFurtherMessage()
    {
        var actor = Spawn("actor", self =>
        {
            self.On(message =>
            {
                Log.Add(message);
                self.Surroundings.StopSelf();
            });
            self.Stop = Note("stop");
        });
        actor.Tell("1");
        actor.Tell("2");
        await Driver.SettleAsync();
        actor.Tell("3");
        await Driver.SettleAsync();
        Assert.Equal("1 stop", Log.Text);
    }

    [Fact]
    public async Task StopDuringStart_StartFinishesFirst()
    {
        var door = Door();
        var actor = Spawn("actor", self =>
        {
            self.Start = async () =>
            {
                await door.Task;
                Log.Add("started");
            };
            self.On(Log.Add);
            self.Stop = Note("stop");
        });
        actor.Tell("message");
        var stopped = System.StopAsync(actor).AsTask();
        await Driver.SettleAsync();
        door.SetResult();
        await Driver.SettleAsync();
        await stopped;
        Assert.Equal("started stop", Log.Text);
    }

    [Fact]
    public async Task StopDuringBackoff_EndsAtOnce()
    {
        var actor = Spawn("actor", RestartAfterOneSecond, self =>
        {
            Log.Add("new");
            self.On(_ => throw new InvalidOperationException());
        });
        actor.Tell("bad");
        await Driver.SettleAsync();
        await Driver.RunAsync(() => System.StopAsync(actor));
        await Driver.AdvanceAsync(Seconds(10));
        Assert.Equal("new", Log.Text);
    }

    [Fact]
    public async Task StopWhileARestartWaitsForItsChildren_EndsForGood()
    {
        var door = Door();
        var actor = Spawn("actor", RestartAfterOneSecond, self =>
        {
            Log.Add("new");
            self.Start = () =>
            {
                self.Surroundings.Spawn("child", Script.Factory(child => child.Stop = async () => await door.Task));
                return default;
            };
            self.On(_ => throw new InvalidOperationException());
        });
        actor.Tell("bad");
        await Driver.SettleAsync();
        var stopped = System.StopAsync(actor).AsTask();
        await Driver.SettleAsync();
        Assert.False(stopped.IsCompleted);
        door.SetResult();
        await Driver.AdvanceAsync(Seconds(10));
        await stopped;
        Assert.Equal("new", Log.Text);
    }

    [Fact]
    public async Task StoppedTwice_BothComplete()
    {
        var actor = Spawn("actor", self => self.Stop = Note("stop"));
        var first = System.StopAsync(actor).AsTask();
        var second = System.StopAsync(actor).AsTask();
        await Driver.SettleAsync();
        await first;
        await second;
        await System.StopAsync(actor);
        Assert.Equal("stop", Log.Text);
    }

    [Fact]
    public async Task LivingSiblingHasTheName_SpawnThrows_AfterItsEndItIsFree()
    {
        var first = Spawn("name", _ => { });
        Assert.Throws<InvalidOperationException>(() => Spawn("name", _ => { }));
        await Driver.RunAsync(() => System.StopAsync(first));
        var second = Spawn("name", self => self.On(Log.Add));
        first.Tell("to the dead");
        second.Tell("to the living");
        await Driver.SettleAsync();
        Assert.Equal("to the living", Log.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    public void NameIsNoPathSegment_SpawnThrows(string name) =>
        Assert.Throws<ArgumentException>(() => Spawn(name, _ => { }));

    [Fact]
    public async Task SystemStops_LastRootFirst_AndRefusesNewOnes()
    {
        foreach (var name in new[] { "a", "b", "c" })
            Spawn(name, self => self.Stop = Note(name));
        await Driver.SettleAsync();
        await Driver.RunAsync(System.StopAsync);
        Assert.Equal("c b a", Log.Text);
        Assert.Throws<InvalidOperationException>(() => Spawn("d", _ => { }));
    }

    [Fact]
    public async Task SpawnInOnStop_Refused()
    {
        var actor = Spawn("actor", self => self.Stop = () =>
        {
            Assert.Throws<InvalidOperationException>(() => self.Surroundings.Spawn("late", Script.Factory(_ => { })));
            Log.Add("refused");
            return default;
        });
        await Driver.RunAsync(() => System.StopAsync(actor));
        Assert.Equal("refused", Log.Text);
    }

    [Fact]
    public async Task TokensCallbackThrows_IsReported_AndTheEndGoesOn()
    {
        ActorFailure? failure = null;
        System.Failed += seen => failure = seen;
        var actor = Spawn("actor", self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Ended.Register(() => throw new InvalidDataException("callback"));
                return default;
            };
            self.Stop = Note("stop");
        });
        await Driver.SettleAsync();
        await Driver.RunAsync(() => System.StopAsync(actor));
        Assert.Equal("stop", Log.Text);
        Assert.IsType<InvalidDataException>(Assert.IsType<AggregateException>(failure?.Exception).InnerException);
    }

    private void SpawnBranch(Script parent, string name) =>
        parent.Surroundings.Spawn(name, Script.Factory(self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Spawn("leaf", Script.Factory(leaf => leaf.Stop = Note($"/root/{name}/leaf")));
                return default;
            };
            self.Stop = Note($"/root/{name}");
        }));

    private Func<ValueTask> Note(string line) => () =>
    {
        Log.Add(line);
        return default;
    };
}
