using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests.Journals;

public class AppendSignalTests
{
    [Fact]
    public async Task Append_WakesWhoWaits_AndWhoComesLaterForWhatLiesBefore()
    {
        var signal = new AppendSignal();
        var wait = signal.WaitAsync(new(1, 4), default).AsTask();
        Assert.False(wait.IsCompleted);
        signal.Appended(new(1, 5));
        await wait;
        Assert.True(signal.WaitAsync(new(1, 4), default).IsCompletedSuccessfully);
        Assert.False(signal.WaitAsync(new(1, 5), default).IsCompleted);
    }

    [Fact]
    public void AppendOfAnOlderRow_DoesNotTurnBack()
    {
        var signal = new AppendSignal();
        signal.Appended(new(2, 1));
        signal.Appended(new(1, 9));
        Assert.True(signal.WaitAsync(new(1, 9), default).IsCompletedSuccessfully);
    }

    [Fact]
    public async Task Cancelled_EndsThatWaitAlone()
    {
        var signal = new AppendSignal();
        using var cancel = new CancellationTokenSource();
        var cancelled = signal.WaitAsync(new(1, 1), cancel.Token).AsTask();
        var other = signal.WaitAsync(new(1, 1), default).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(other.IsCompleted);
        signal.WakeAll();
        await other;
    }

    [Fact]
    public async Task MemoryJournal_WakesItsFollowers()
    {
        await using var journal = new MemoryJournal();
        var wait = journal.WaitForRowAsync(new(1, 0), default).AsTask();
        Assert.False(wait.IsCompleted);
        await journal.AppendAsync(new(new(1, 1), JournalRowKind.Batch, 0, new byte[] { 1 }), default);
        await wait;
    }
}
