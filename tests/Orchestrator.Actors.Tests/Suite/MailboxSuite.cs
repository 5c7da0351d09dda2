namespace Orchestrator.Actors.Tests.Suite;

/// <summary>Order, one message at a time, bounded entry.</summary>
public abstract class MailboxSuite(IDriverHarness driver) : DriverSuite(driver)
{
    [Fact]
    public async Task MessagesOfOneSender_ArriveInOrder()
    {
        var receiver = Spawn("receiver", self => self.On(Log.Add));
        foreach (var sender in new[] { "a", "b" })
            Spawn(sender, self => self.Start = () =>
            {
                for (var i = 0; i < 1000; i++)
                    receiver.Tell($"{sender}{i}");
                return default;
            });
        await Driver.SettleAsync();

        var lines = Log.Lines;
        Assert.Equal(2000, lines.Length);
        foreach (var sender in new[] { "a", "b" })
            Assert.Equal(
                Enumerable.Range(0, 1000).Select(i => $"{sender}{i}"), lines.Where(line => line.StartsWith(sender)));
    }

    [Fact]
    public async Task HandlerAwaits_NextMessageWaitsForItsEnd()
    {
        var door = Door();
        var actor = Spawn("actor", self => self.Receive = async message =>
        {
            Log.Add($"begin-{message}");
            await door.Task;
            Log.Add($"end-{message}");
        });
        actor.Tell("1");
        actor.Tell("2");
        await Driver.SettleAsync();
        Assert.Equal("begin-1", Log.Text);

        door.SetResult();
        await Driver.SettleAsync();
        Assert.Equal("begin-1 end-1 begin-2 end-2", Log.Text);
    }

    [Fact]
    public async Task ManySendersAndAwaits_NeverTwoHandlersAtOnce()
    {
        var inside = 0;
        var handled = 0;
        var actor = Spawn("actor", self => self.Receive = async _ =>
        {
            Assert.Equal(1, ++inside);
            await Task.Yield();
            Assert.Equal(1, inside--);
            handled++;
        });
        for (var s = 0; s < 8; s++)
            Spawn($"sender-{s}", self => self.Start = async () =>
            {
                for (var i = 0; i < 200; i++)
                {
                    actor.Tell("go");
                    if (i % 10 == 0)
                        await Task.Yield();
                }
            });
        await Driver.SettleAsync();
        Assert.Equal(1600, handled);
    }

    [Fact]
    public async Task StartAwaits_MessagesWait()
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
        });
        actor.Tell("message");
        await Driver.SettleAsync();
        Assert.Empty(Log.Lines);

        door.SetResult();
        await Driver.SettleAsync();
        Assert.Equal("started message", Log.Text);
    }

    [Fact]
    public async Task MailboxFull_TryTellAnswersFalse_TellDoesNot()
    {
        var door = Door();
        var actor = Spawn("actor", new ActorOptions { Capacity = 2 }, self => self.Receive = async message =>
        {
            Log.Add(message);
            await door.Task;
        });
        actor.Tell("0");
        await Driver.SettleAsync();
        Assert.True(actor.TryTell("1"));
        Assert.True(actor.TryTell("2"));
        Assert.False(actor.TryTell("refused"));
        actor.Tell("3");
        Assert.False(actor.TryTell("refused"));

        door.SetResult();
        await Driver.SettleAsync();
        Assert.Equal("0 1 2 3", Log.Text);
        Assert.True(actor.TryTell("4"));
    }

    [Fact]
    public async Task MailboxFull_AskIsRefused()
    {
        var door = Door();
        var actor = Spawn(
            "actor", new ActorOptions { Capacity = 1 }, self => self.Receive = async _ => await door.Task);
        actor.Tell("running");
        await Driver.SettleAsync();
        actor.Tell("held");

        var ask = System.AskAsync<string, int>(actor, _ => "asked", Seconds(1)).AsTask();
        Assert.Equal("/actor", (await Assert.ThrowsAsync<MailboxFullException>(() => ask)).Path);
        door.SetResult();
    }
}
