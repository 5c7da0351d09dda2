using Orchestrator.Actors;
using Orchestrator.Actors.Threaded;
using Orchestrator.Testing;

namespace Orchestrator.Hosting.Tests;

/// <summary>Parts that end, that take long, and that never do.</summary>
public sealed class OrderlyStopTests
{
    private static readonly TimeSpan Max = TimeSpan.FromSeconds(12);

    private readonly ManualTime _time = new();
    private readonly LogLines _log = new();
    private readonly OrderlyStop _stop;

    public OrderlyStopTests() => _stop = new OrderlyStop(_time, _log);

    [Fact]
    public async Task PartThatEnds_IsNotSpokenOf()
    {
        await _stop.EndAsync("the store", Max, () => default);

        Assert.Equal(["Debug: stopping: the store"], _log.Lines);
        Assert.Empty(_stop.Left);
    }

    [Fact]
    public async Task PartThatTakesLong_SaysWhatItWaitsFor_AndIsWaitedFor()
    {
        var end = new TaskCompletionSource();
        var ending = _stop.EndAsync("the store", Max, () => new(end.Task), () => "the journal does not answer");
        await PassAsync(5);
        Assert.False(ending.IsCompleted);
        end.SetResult();
        await ending;

        Assert.Equal(
            [
                "Debug: stopping: the store",
                "Warning: stopping: the store has not ended after 5 s: the journal does not answer",
            ],
            _log.Lines);
        Assert.Empty(_stop.Left);
    }

    [Fact]
    public async Task PartThatNeverEnds_IsLeftBehindByName_AndTheNextEnds()
    {
        var never = _stop.EndAsync("the store", Max, () => new(new TaskCompletionSource().Task));
        await PassAsync(5);
        await PassAsync(5);
        await PassAsync(2);
        await never;
        var ended = false;
        await _stop.EndAsync("the journal", Max, () => { ended = true; return default; });

        Assert.Equal(["the store"], _stop.Left);
        Assert.Contains("Error: stopping: the store has not ended within 12 s and is left behind", _log.Lines);
        Assert.True(ended);
        _stop.ThrowIfFailed();
    }

    [Fact]
    public async Task PartThatBlocksItsThread_IsLeftBehindByName_AndTheNextEnds()
    {
        using var never = new ManualResetEventSlim();
        var blocked = _stop.EndAsync("the store", Max, () =>
        {
            never.Wait();
            return default;
        });
        await PassAsync(5);
        await PassAsync(5);
        await PassAsync(2);
        await blocked;
        await _stop.EndAsync("the journal", Max, () => default);
        never.Set();

        Assert.Equal(["the store"], _stop.Left);
        Assert.Equal("Debug: stopping: the journal", _log.Lines[^1]);
    }

    [Fact]
    public async Task PartThatFails_KeepsNoOtherFromEnding_AndIsThrownLast()
    {
        await _stop.EndAsync("the store", Max, () => throw new IOException("gone"));
        await _stop.EndAsync("the journal", Max, () => default);

        Assert.Equal("gone", Assert.Throws<IOException>(_stop.ThrowIfFailed).Message);
        Assert.Empty(_stop.Left);
    }

    [Fact]
    public async Task TreeThatHangs_IsNamedWithTheHandlerThatIsUnderWay()
    {
        await using var system = new ThreadedActorSystem();
        var hang = new TaskCompletionSource();
        var tree = system.Spawn("controllers", () => new Parent(hang.Task));
        await system.AskAsync<object, bool>(tree, reply => reply, TimeSpan.FromSeconds(30));

        var ending = _stop.EndAsync("controllers", Max, system, tree);
        await PassAsync(5);
        hang.SetResult();
        await ending;

        Assert.Contains(
            "Warning: stopping: controllers has not ended after 5 s: /controllers/worker in Work", _log.Lines);
        Assert.Equal("", system.Living(tree));
    }

    private Task PassAsync(int seconds) => _stop.PassAsync(_time, seconds);

    private sealed record Work;

    /// <summary>Answers once its child is at work.</summary>
    private sealed class Parent(Task until) : Actor<object>
    {
        public override ValueTask OnMessageAsync(object message)
        {
            var started = (IReply<bool>)message;
            Context.Spawn("worker", () => new Worker(until, started)).Tell(new Work());
            return default;
        }
    }

    /// <summary>Its handler does not heed that its actor is to end.</summary>
    private sealed class Worker(Task until, IReply<bool> started) : Actor<Work>
    {
        public override async ValueTask OnMessageAsync(Work message)
        {
            // From here on its cell knows that it awaits something.
            await Task.Yield();
            started.Answer(true);
            await until;
        }
    }
}
