namespace Orchestrator.Actors.Tests.Suite;

/// <summary>Work beside the mailbox whose end becomes a message.</summary>
public abstract class PipeSuite(IDriverHarness driver) : DriverSuite(driver)
{
    [Fact]
    public async Task WorkEnds_BecomesAMessage_OthersAreHandledMeanwhile()
    {
        var work = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = SpawnPiping(new ValueTask<string>(work.Task));
        actor.Tell("pipe");
        actor.Tell("meanwhile");
        await Driver.SettleAsync();
        Assert.Equal("pipe meanwhile", Log.Text);
        work.SetResult("result");
        await Driver.SettleAsync();
        Assert.Equal("pipe meanwhile done-result", Log.Text);
    }

    [Fact]
    public async Task WorkHadEnded_BecomesAMessage()
    {
        SpawnPiping(new ValueTask<string>("result")).Tell("pipe");
        await Driver.SettleAsync();
        Assert.Equal("pipe done-result", Log.Text);
    }

    [Fact]
    public async Task WorkFails_BecomesAMessage()
    {
        SpawnPiping(ValueTask.FromException<string>(new InvalidOperationException("broken"))).Tell("pipe");
        await Driver.SettleAsync();
        Assert.Equal("pipe failed-broken", Log.Text);
    }

    [Fact]
    public async Task WorkWithoutResult_BecomesAMessage()
    {
        var door = Door();
        Spawn("actor", self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Pipe(new ValueTask(door.Task), () => "done", error => error.Message);
                return default;
            };
            self.On(Log.Add);
        });
        await Driver.SettleAsync();
        door.SetException(new InvalidOperationException("broken"));
        await Driver.SettleAsync();
        Assert.Equal("broken", Log.Text);
    }

    [Fact]
    public async Task IncarnationDiedMeanwhile_ResultDropped()
    {
        var work = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var actor = SpawnPiping(new ValueTask<string>(work.Task));
        actor.Tell("pipe");
        actor.Tell("bad");
        await Driver.AdvanceAsync(Seconds(1));
        work.SetResult("result");
        actor.Tell("later");
        await Driver.SettleAsync();
        Assert.Equal("pipe bad later", Log.Text);
    }

    [Fact]
    public async Task IncarnationDies_WhileResultIsInTheMailbox_ResultDropped()
    {
        var actor = SpawnPiping(new ValueTask<string>("result"), failsAfterPiping: true);
        actor.Tell("pipe");
        await Driver.AdvanceAsync(Seconds(5));
        Assert.Equal("pipe", Log.Text);
    }

    [Fact]
    public async Task MappingThrows_FailsTheIncarnation()
    {
        ActorFailure? failure = null;
        System.Failed += seen => failure = seen;
        var door = Door();
        Spawn("actor", self => self.Start = () =>
        {
            self.Surroundings.Pipe(
                new ValueTask(door.Task), () => throw new InvalidOperationException("mapping"), error => error.Message);
            return default;
        });
        await Driver.SettleAsync();
        door.SetResult();
        await Driver.SettleAsync();
        Assert.Equal("mapping", failure?.Exception.Message);
    }

    [Fact]
    public async Task ExecutorsWork_ComesBackToTheActor()
    {
        var ended = Door();
        Spawn("actor", self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Pipe(
                    System.Work.RunAsync(() => 6 * 7), answer => $"{answer}", error => error.Message);
                return default;
            };
            self.On(message =>
            {
                Log.Add(message);
                ended.SetResult();
            });
        });
        await Driver.RunAsync(() => new ValueTask(ended.Task));
        Assert.Equal("42", Log.Text);
    }

    private IActorRef<string> SpawnPiping(ValueTask<string> work, bool failsAfterPiping = false) =>
        Spawn("actor", RestartAfterOneSecond, self => self.On(message =>
        {
            Log.Add(message);
            if (message == "pipe")
                self.Surroundings.Pipe(work, result => $"done-{result}", error => $"failed-{error.Message}");
            if (message == "bad" || failsAfterPiping)
                throw new InvalidOperationException();
        }));
}
