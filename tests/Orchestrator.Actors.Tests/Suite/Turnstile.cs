namespace Orchestrator.Actors.Tests.Suite;

/// <summary>Counts how often somebody was inside of an actor's turn while another was.</summary>
public sealed class Turnstile
{
    private int _inside;

    public int Clashes { get; private set; }

    public void Pass(Action? inside = null)
    {
        if (Interlocked.Increment(ref _inside) != 1)
            Clashes++;
        inside?.Invoke();
        Interlocked.Decrement(ref _inside);
    }

    /// <summary>Messages come while a handler awaits, on whatever thread it goes on.</summary>
    public static async Task RaceAsync(IActorSystem system, int messages, TimeSpan patience)
    {
        var done = new TaskCompletionSource();
        var turn = new Turnstile();
        var count = 0;
        var actor = system.Spawn("actor", Script.Factory(self => self.Receive = async _ =>
        {
            turn.Pass();
            await Task.Yield();
            turn.Pass();
            await Task.Run(() => { }); // ends on another thread
            turn.Pass();
            if (++count == messages)
                done.SetResult();
        }));
        for (var i = 0; i < messages; i++)
            actor.Tell("go");
        await done.Task.WaitAsync(patience);
        Assert.Equal(0, turn.Clashes);
    }
}
