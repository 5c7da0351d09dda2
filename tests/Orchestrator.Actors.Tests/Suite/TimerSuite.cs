namespace Orchestrator.Actors.Tests.Suite;

public abstract class TimerSuite(IDriverHarness driver) : DriverSuite(driver)
{
    [Fact]
    public async Task Once_FiresOnce_WhenDue()
    {
        Spawn("actor", self =>
        {
            self.Start = Starting(self, timers => timers.Once("key", Seconds(1), "due"));
            self.On(message => Log.Add($"{message}-active:{self.Surroundings.Timers.IsActive("key")}"));
        });
        await Driver.AdvanceAsync(Seconds(0.9));
        Assert.Empty(Log.Lines);
        await Driver.AdvanceAsync(Seconds(0.1));
        await Driver.AdvanceAsync(Seconds(10));
        Assert.Equal("due-active:False", Log.Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public async Task Once_NoDelay_FiresWithoutTimePassing(double delay)
    {
        Spawn("actor", self =>
        {
            self.Start = Starting(self, timers => timers.Once("key", Seconds(delay), "due"));
            self.On(Log.Add);
        });
        await Driver.AdvanceAsync(TimeSpan.Zero);
        Assert.Equal("due", Log.Text);
    }

    [Fact]
    public async Task Every_FiresEachPeriod()
    {
        Spawn("actor", self =>
        {
            self.Start = Starting(self, timers => timers.Every("key", Seconds(1), "tick"));
            self.On(message => Log.Add($"{message}{self.Surroundings.Timers.IsActive("key")}"));
        });
        await Driver.AdvanceAsync(Seconds(3.5));
        Assert.Equal("tickTrue tickTrue tickTrue", Log.Text);
    }

    [Fact]
    public async Task Every_SlowHandler_TicksDoNotPileUp()
    {
        var door = Door();
        Spawn("actor", self =>
        {
            self.Start = Starting(self, timers => timers.Every("key", Seconds(1), "tick"));
            self.Receive = async message =>
            {
                Log.Add(message);
                await door.Task;
            };
        });
        await Driver.AdvanceAsync(Seconds(10.5));
        door.SetResult();
        await Driver.SettleAsync();
        Assert.Equal("tick tick", Log.Text);
        await Driver.AdvanceAsync(Seconds(1));
        Assert.Equal("tick tick tick", Log.Text);
    }

    [Fact]
    public async Task SameKeyAgain_Replaces()
    {
        Spawn("actor", self =>
        {
            self.Start = Starting(self, timers =>
            {
                timers.Every("key", Seconds(1), "old");
                timers.Once("key", Seconds(2), "new");
                timers.Once("other", Seconds(3), "other");
            });
            self.On(Log.Add);
        });
        await Driver.AdvanceAsync(Seconds(10));
        Assert.Equal("new other", Log.Text);
    }

    [Fact]
    public async Task Cancelled_NotDelivered()
    {
        Spawn("actor", self =>
        {
            self.Start = Starting(self, timers =>
            {
                timers.Once("key", Seconds(1), "due");
                timers.Cancel("key");
                Log.Add($"active:{timers.IsActive("key")}");
            });
            self.On(Log.Add);
        });
        await Driver.AdvanceAsync(Seconds(10));
        Assert.Equal("active:False", Log.Text);
    }

    [Theory]
    [InlineData("cancelled")]
    [InlineData("replaced")]
    public async Task MessageAlreadyInTheMailbox_NotDeliveredAfter(string what)
    {
        var door = Door();
        var actor = Spawn("actor", self =>
        {
            self.Start = Starting(self, timers => timers.Once("key", Seconds(1), "old"));
            self.Receive = async message =>
            {
                Log.Add(message);
                if (message != "wait")
                    return;
                await door.Task;
                if (what == "cancelled")
                    self.Surroundings.Timers.Cancel("key");
                else
                    self.Surroundings.Timers.Once("key", Seconds(1), "new");
            };
        });
        actor.Tell("wait");
        await Driver.AdvanceAsync(Seconds(2));
        door.SetResult();
        await Driver.SettleAsync();
        Assert.Equal("wait", Log.Text);
        await Driver.AdvanceAsync(Seconds(2));
        Assert.Equal(what == "cancelled" ? "wait" : "wait new", Log.Text);
    }

    [Fact]
    public async Task Restart_DropsTimers_EvenTicksInTheMailbox()
    {
        var door = Door();
        var started = false;
        var actor = Spawn("actor", RestartAfterOneSecond, self =>
        {
            self.Start = Starting(self, timers =>
            {
                if (!started)
                    timers.Every("key", Seconds(1), "tick");
                started = true;
            });
            self.Receive = async message =>
            {
                Log.Add(message);
                await door.Task;
                if (message == "bad")
                    throw new InvalidOperationException();
            };
        });
        actor.Tell("bad");
        await Driver.AdvanceAsync(Seconds(3));
        door.SetResult();
        await Driver.AdvanceAsync(Seconds(5));
        Assert.Equal("bad", Log.Text);
    }

    [Fact]
    public async Task PeriodOrDelayOutOfRange_Refused()
    {
        Spawn("actor", self => self.Start = Starting(self, timers =>
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => timers.Every("key", TimeSpan.Zero, "tick"));
            Assert.Throws<ArgumentOutOfRangeException>(() => timers.Once("key", TimeSpan.FromDays(50), "tick"));
            Log.Add("refused");
        }));
        await Driver.SettleAsync();
        Assert.Equal("refused", Log.Text);
    }

    [Fact]
    public async Task DelayOnTheSystemsTime_ComesBackToTheActor()
    {
        var actor = Spawn("actor", self => self.Receive = async message =>
        {
            await Task.Delay(Seconds(1), System.Time);
            Log.Add(message);
        });
        actor.Tell("1");
        actor.Tell("2");
        await Driver.AdvanceAsync(Seconds(1));
        Assert.Equal("1", Log.Text);
        await Driver.AdvanceAsync(Seconds(1));
        Assert.Equal("1 2", Log.Text);
    }

    private static Func<ValueTask> Starting(Script self, Action<ITimers<string>> start) => () =>
    {
        start(self.Surroundings.Timers);
        return default;
    };
}
