using Orchestrator.Actors;

namespace Orchestrator.Bench.Actors;

/// <summary>Two actors that send the same messages to and fro, a fixed number of them under way.</summary>
public static class Pair
{
    /// <summary>Completes when <paramref name="messages"/> have been handled, by both together.</summary>
    public static async Task RunAsync(IActorSystem system, int number, int window, int messages)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var player = system.Spawn($"player-{number}", () => new Player(messages / 2, done));
        var other = system.Spawn($"other-{number}", () => new Player(int.MaxValue, done));
        for (var i = 0; i < window; i++)
            player.Tell(new Ball(player, other));
        await done.Task;
        await system.StopAsync(player);
        await system.StopAsync(other);
    }

    private sealed record Ball(IActorRef<Ball> First, IActorRef<Ball> Second);

    private sealed class Player(int expected, TaskCompletionSource done) : Actor<Ball>
    {
        private int _seen;

        public override ValueTask OnMessageAsync(Ball ball)
        {
            if (++_seen == expected)
                done.TrySetResult();
            (ReferenceEquals(Self, ball.First) ? ball.Second : ball.First).Tell(ball);
            return default;
        }
    }
}
