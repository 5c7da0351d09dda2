using Orchestrator.Actors.Kernel;

namespace Orchestrator.Actors.Tests.Kernel;

public sealed class MpscQueueTests
{
    private readonly MpscQueue<string> _queue = new();

    [Fact]
    public void New_IsEmpty()
    {
        Assert.True(_queue.IsEmpty);
        Assert.False(_queue.TryDequeue(out _, out _));
        Assert.False(_queue.TryPeek(out _));
    }

    [Fact]
    public void Items_ComeOutInOrder()
    {
        _queue.Enqueue("a");
        _queue.Enqueue("b");
        Assert.True(_queue.TryPeek(out var next));
        Assert.Equal("a", next);
        Assert.Equal("a", Take());
        _queue.Enqueue("c");
        Assert.Equal("b", Take());
        Assert.False(_queue.IsEmpty);
        Assert.Equal("c", Take());
        Assert.True(_queue.IsEmpty);
    }

    [Fact]
    public void TakenItems_AreNotKeptAlive()
    {
        var weak = EnqueueAndTake();
        GC.Collect();
        Assert.False(weak.IsAlive);
    }

    [Fact]
    public void ManyProducers_NothingLost_EachInOrder()
    {
        const int producers = 4, each = 100_000;
        var queue = new MpscQueue<(int Producer, int Number)>();
        var threads = Enumerable.Range(0, producers).Select(p => new Thread(() =>
        {
            for (var i = 0; i < each; i++)
                queue.Enqueue((p, i));
        })).ToList();
        threads.ForEach(thread => thread.Start());

        var next = new int[producers];
        for (var taken = 0; taken < producers * each;)
        {
            if (!queue.TryDequeue(out var item, out _))
                continue;
            Assert.Equal(next[item.Producer]++, item.Number);
            taken++;
        }
        threads.ForEach(thread => thread.Join());
        Assert.True(queue.IsEmpty);
    }

    private string? Take() => _queue.TryDequeue(out var item, out _) ? item : null;

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private WeakReference EnqueueAndTake()
    {
        var item = new string('x', 10);
        _queue.Enqueue(item);
        Assert.Same(item, Take());
        return new WeakReference(item);
    }
}
