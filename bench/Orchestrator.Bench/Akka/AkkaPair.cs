using Akka.Actor;

namespace Orchestrator.Bench.Akka;

/// <summary>As <see cref="Actors.Pair"/>, by two plain actors of Akka.NET.</summary>
public static class AkkaPair
{
    /// <summary>Completes when <paramref name="messages"/> have been handled, by both together.</summary>
    public static async Task RunAsync(ActorSystem system, int window, int messages)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var player = system.ActorOf(Props.Create(() => new Player(messages / 2, done)));
        var other = system.ActorOf(Props.Create(() => new Player(int.MaxValue, done)));
        for (var i = 0; i < window; i++)
            player.Tell(new Ball(player, other), ActorRefs.NoSender);
        await done.Task;
        system.Stop(player);
        system.Stop(other);
    }

    private sealed record Ball(IActorRef First, IActorRef Second);

    private sealed class Player(int expected, TaskCompletionSource done) : UntypedActor
    {
        private int _seen;

        protected override void OnReceive(object message)
        {
            var ball = (Ball)message;
            if (++_seen == expected)
                done.TrySetResult();
            (ReferenceEquals(Self, ball.First) ? ball.Second : ball.First).Tell(ball, ActorRefs.NoSender);
        }
    }
}
