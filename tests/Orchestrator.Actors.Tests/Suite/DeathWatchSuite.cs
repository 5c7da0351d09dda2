namespace Orchestrator.Actors.Tests.Suite;

public abstract class DeathWatchSuite(IDriverHarness driver) : DriverSuite(driver)
{
    [Fact]
    public async Task TargetStops_NoticeComesAfterItsHandlerAndOnStop()
    {
        var handling = Door();
        var stopping = Door();
        var target = Spawn("target", self =>
        {
            self.Receive = async _ =>
            {
                await handling.Task;
                Log.Add("handled");
            };
            self.Stop = async () =>
            {
                await stopping.Task;
                Log.Add("stopped");
            };
        });
        SpawnWatcher(target);
        target.Tell("work");
        await Driver.SettleAsync();
        var stopped = System.StopAsync(target).AsTask();
        await Driver.SettleAsync();
        Assert.Empty(Log.Lines);

        handling.SetResult();
        await Driver.SettleAsync();
        Assert.Equal("handled", Log.Text);
        Assert.False(stopped.IsCompleted);

        stopping.SetResult();
        await Driver.SettleAsync();
        Assert.Equal("handled stopped target-ended", Log.Text);
        await stopped;
    }

    [Fact]
    public async Task TargetHadStopped_NoticeComesAtOnce()
    {
        var target = Spawn("target", _ => { });
        await Driver.RunAsync(() => System.StopAsync(target));
        SpawnWatcher(target);
        await Driver.SettleAsync();
        Assert.Equal("target-ended", Log.Text);
    }

    [Fact]
    public async Task TargetRestarts_NoNotice()
    {
        var target = Spawn(
            "target", RestartAfterOneSecond, self => self.On(_ => throw new InvalidOperationException()));
        SpawnWatcher(target);
        target.Tell("bad");
        await Driver.AdvanceAsync(Seconds(5));
        Assert.Empty(Log.Lines);
    }

    [Fact]
    public async Task Unwatched_NoNotice()
    {
        var target = Spawn("target", _ => { });
        var watcher = SpawnWatcher(target);
        watcher.Tell("unwatch");
        await Driver.SettleAsync();
        await Driver.RunAsync(() => System.StopAsync(target));
        await Driver.SettleAsync();
        Assert.Empty(Log.Lines);
    }

    [Fact]
    public async Task Unwatched_WhileNoticeIsInTheMailbox_NoNotice()
    {
        var door = Door();
        var target = Spawn("target", _ => { });
        var watcher = Spawn("watcher", self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Watch(target, "ended");
                return default;
            };
            self.Receive = async message =>
            {
                if (message == "ended")
                    Log.Add(message);
                await door.Task;
                self.Surroundings.Unwatch(target);
            };
        });
        watcher.Tell("wait, then unwatch");
        await Driver.SettleAsync();
        await Driver.RunAsync(() => System.StopAsync(target));
        await Driver.SettleAsync();
        door.SetResult();
        await Driver.SettleAsync();
        Assert.Empty(Log.Lines);
    }

    [Fact]
    public async Task WatchedTwice_OneNotice_TheLaterMessage()
    {
        var target = Spawn("target", _ => { });
        Spawn("watcher", self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Watch(target, "first");
                self.Surroundings.Watch(target, "second");
                return default;
            };
            self.On(Log.Add);
        });
        await Driver.SettleAsync();
        await Driver.RunAsync(() => System.StopAsync(target));
        await Driver.SettleAsync();
        Assert.Equal("second", Log.Text);
    }

    [Fact]
    public async Task WatcherRestarts_WatchEndsWithItsIncarnation()
    {
        var target = Spawn("target", _ => { });
        var watched = false;
        var watcher = Spawn("watcher", RestartAfterOneSecond, self =>
        {
            self.Start = () =>
            {
                if (!watched)
                    self.Surroundings.Watch(target, "ended");
                watched = true;
                return default;
            };
            self.On(message =>
            {
                Log.Add(message);
                if (message == "bad")
                    throw new InvalidOperationException();
            });
        });
        watcher.Tell("bad");
        await Driver.AdvanceAsync(Seconds(2));
        await Driver.RunAsync(() => System.StopAsync(target));
        await Driver.SettleAsync();
        Assert.Equal("bad", Log.Text);
    }

    [Fact]
    public async Task NoticeArrived_TargetsNameIsFree()
    {
        Spawn("parent", self =>
        {
            self.Start = () =>
            {
                var child = self.Surroundings.Spawn("child", Script.Factory(_ => { }));
                self.Surroundings.Watch(child, "ended");
                self.Surroundings.Stop(child);
                return default;
            };
            self.On(message =>
            {
                self.Surroundings.Spawn("child", Script.Factory(_ => Log.Add("second-child")));
            });
        });
        await Driver.SettleAsync();
        Assert.Equal("second-child", Log.Text);
    }

    private IActorRef<string> SpawnWatcher(IActorRef target) =>
        Spawn("watcher", self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Watch(target, "target-ended");
                return default;
            };
            self.On(message =>
            {
                if (message == "unwatch")
                    self.Surroundings.Unwatch(target);
                else
                    Log.Add(message);
            });
        });
}
