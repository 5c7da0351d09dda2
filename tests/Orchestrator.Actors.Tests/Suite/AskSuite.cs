namespace Orchestrator.Actors.Tests.Suite;

public abstract class AskSuite(IDriverHarness driver) : DriverSuite(driver)
{
    [Fact]
    public async Task Answered_FirstAnswerCounts()
    {
        var actor = System.Spawn("actor", () => new Echo());
        var ask = System.AskAsync<Question, string>(actor, reply => new Question("hi", reply), Seconds(5)).AsTask();
        await Driver.SettleAsync();
        Assert.Equal("hi!", await InTime(ask));
    }

    [Fact]
    public async Task AskedByAnActor_AnswerComesBackOnItsTurn()
    {
        var echo = System.Spawn("echo", () => new Echo());
        var asker = Spawn("asker", self => self.Receive = async message =>
            Log.Add(await System.AskAsync<Question, string>(echo, reply => new Question(message, reply), Seconds(5))));
        asker.Tell("a");
        asker.Tell("b");
        await Driver.SettleAsync();
        Assert.Equal("a! b!", Log.Text);
    }

    [Fact]
    public async Task AnswerIsAnError_CallerGetsIt()
    {
        var actor = System.Spawn("actor", () => new Echo());
        var ask = System.AskAsync<Question, string>(actor, reply => new Question("fail", reply), Seconds(5)).AsTask();
        await Driver.SettleAsync();
        await Assert.ThrowsAsync<InvariantException>(() => InTime(ask));
    }

    [Fact]
    public async Task NoAnswer_TimesOutAtTheDeadline()
    {
        var actor = System.Spawn("actor", () => new Echo());
        var ask = System.AskAsync<Question, string>(actor, reply => new Question("ignore", reply), Seconds(5)).AsTask();
        await Driver.AdvanceAsync(Seconds(4.9));
        Assert.False(ask.IsCompleted);
        await Driver.AdvanceAsync(Seconds(0.1));
        Assert.Contains("/actor", (await Assert.ThrowsAsync<TimeoutException>(() => InTime(ask))).Message);
    }

    [Fact]
    public async Task ActorHadStopped_FailsAtOnce()
    {
        var actor = System.Spawn("actor", () => new Echo());
        await Driver.RunAsync(() => System.StopAsync(actor));
        var ask = System.AskAsync<Question, string>(actor, reply => new Question("hi", reply), Seconds(5)).AsTask();
        Assert.Equal("/actor", (await Assert.ThrowsAsync<ActorStoppedException>(() => InTime(ask))).Path);
    }

    [Fact]
    public async Task ActorStopsBeforeItAnswers_FailsWithoutWaiting()
    {
        var actor = System.Spawn("actor", () => new Echo());
        var ask = System.AskAsync<Question, string>(actor, reply => new Question("ignore", reply), Seconds(5)).AsTask();
        await Driver.SettleAsync();
        Assert.False(ask.IsCompleted);
        await Driver.RunAsync(() => System.StopAsync(actor));
        await Assert.ThrowsAsync<ActorStoppedException>(() => InTime(ask));
    }

    [Fact]
    public async Task CallerGivesUp_Cancelled()
    {
        using var source = new CancellationTokenSource();
        var actor = System.Spawn("actor", () => new Echo());
        var ask = System.AskAsync<Question, string>(
            actor, reply => new Question("ignore", reply), Seconds(5), source.Token).AsTask();
        await Driver.SettleAsync();
        source.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InTime(ask));
    }

    [Fact]
    public async Task CallerHadGivenUp_NothingIsSent()
    {
        var actor = Spawn("actor", self => self.On(Log.Add));
        var ask = System.AskAsync<string, string>(actor, _ => "sent", Seconds(5), new CancellationToken(true)).AsTask();
        await Driver.SettleAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => InTime(ask));
        Assert.Empty(Log.Lines);
    }

    [Fact]
    public async Task AnswerAfterTheDeadline_Dropped()
    {
        IReply<string>? late = null;
        var actor = System.Spawn("actor", () => new Echo());
        var ask = System.AskAsync<Question, string>(
            actor, reply => new Question("ignore", late = reply), Seconds(1)).AsTask();
        await Driver.AdvanceAsync(Seconds(1));
        late!.Answer("too late");
        await Driver.SettleAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => InTime(ask));
    }

    private sealed record Question(string Text, IReply<string> Reply);

    private sealed class Echo : Actor<Question>
    {
        public override ValueTask OnMessageAsync(Question message)
        {
            switch (message.Text)
            {
                case "ignore":
                    break;
                case "fail":
                    message.Reply.Fail(new InvariantException("no"));
                    break;
                default:
                    message.Reply.Answer($"{message.Text}!");
                    message.Reply.Answer("second");
                    break;
            }
            return default;
        }
    }
}
