using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Watching;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Watching;

public class WatchQueueTests
{
    private static readonly WatchItem Item = new(WatchEventType.Added, new MadeSource(() => Objects.ConfigMap("a")));

    [Fact]
    public async Task Waiting_EndsWithTheNextItem()
    {
        var queue = new WatchQueue(10);
        var taking = queue.TakeAsync(default);
        Assert.False(taking.IsCompleted);
        queue.Add([Item]);
        Assert.Single(await taking);
    }

    [Fact]
    public async Task End_ComesAfterWhatIsQueued()
    {
        var queue = new WatchQueue(10);
        queue.Add([Item, Item]);
        queue.End(null);
        queue.Add([Item]);
        Assert.Equal(2, (await queue.TakeAsync(default)).Count);
        Assert.Empty(await queue.TakeAsync(default));
    }

    [Fact]
    public async Task Overflow_DropsAllAndFails()
    {
        var queue = new WatchQueue(2);
        queue.Add([Item, Item]);
        queue.Add([Item]);
        Assert.True((await Assert.ThrowsAsync<StatusException>(async () => await queue.TakeAsync(default))).IsExpired);
    }

    [Fact]
    public async Task Cancelling_EndsTheWait_AndLosesNothing()
    {
        var queue = new WatchQueue(10);
        using var cancellation = new CancellationTokenSource();
        var taking = queue.TakeAsync(cancellation.Token);
        cancellation.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await taking);
        queue.Add([Item]);
        Assert.Single(await queue.TakeAsync(default));
    }
}
