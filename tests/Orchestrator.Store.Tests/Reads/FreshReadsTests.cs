using Orchestrator.Store.Reads;

namespace Orchestrator.Store.Tests.Reads;

public class FreshReadsTests
{
    private readonly FreshReads _reads = new(waitingMax: 3);
    private int _asked;

    [Fact]
    public void Latest_EndsWhenTheAnswerIsApplied_NotBefore()
    {
        var read = Latest();
        Assert.True(_reads.TryAsk());
        _reads.Applied(new(1, 4), 4);
        _reads.Answered(new(1, 5));
        Assert.False(read.IsCompleted);
        _reads.Applied(new(1, 5), 5);
        Assert.True(read.IsCompletedSuccessfully);
    }

    [Fact]
    public void Latest_ThatCameAfterTheQuestion_GetsTheNextOnesAnswer()
    {
        var early = Latest();
        _reads.TryAsk();
        var late = Latest();
        _reads.Applied(new(1, 9), 9);
        _reads.Answered(new(1, 5));
        Assert.Equal((true, false), (early.IsCompleted, late.IsCompleted));
        Assert.True(_reads.TryAsk());
        _reads.Answered(new(1, 9));
        Assert.True(late.IsCompleted);
        Assert.False(_reads.TryAsk());
        Assert.Equal(2, _asked);
    }

    [Fact]
    public void ManyAtOnce_CallForOneQuestion()
    {
        Latest();
        Latest();
        Assert.Equal(1, _asked);
    }

    [Fact]
    public void QuestionFailed_IsPutAgain_UntilTheTimeIsUp()
    {
        var read = Latest();
        for (var tick = 0; tick < 3; tick++)
        {
            Assert.True(_reads.TryAsk());
            _reads.NotAnswered(new IOException("away"));
            _reads.Tick(ticksMax: 3);
            Assert.False(read.IsCompleted);
        }
        _reads.Tick(ticksMax: 3);
        var error = Assert.IsType<StoreUnavailableException>(read.Exception!.InnerException);
        Assert.Contains("away", error.Message);
    }

    [Fact]
    public void Revision_EndsWhenReached_OrWhenTheTimeIsUp()
    {
        var (reached, far) = (_reads.RevisionAsync(2, default).AsTask(), _reads.RevisionAsync(9, default).AsTask());
        _reads.Applied(new(1, 1), 2);
        Assert.Equal((true, false), (reached.IsCompleted, far.IsCompleted));
        Assert.True(_reads.RevisionAsync(1, default).IsCompletedSuccessfully);
        _reads.Tick(ticksMax: 0);
        Assert.True(far.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task TooMany_AreRefused_AndACancelledOneMakesRoom()
    {
        using var cancel = new CancellationTokenSource();
        var cancelled = _reads.LatestAsync(() => { }, cancel.Token).AsTask();
        _ = Latest();
        _ = Latest();
        Assert.Throws<StoreUnavailableException>(() => { _ = _reads.LatestAsync(() => { }, default); });
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.False(Latest().IsCompleted);
    }

    private Task Latest() => _reads.LatestAsync(() => _asked++, default).AsTask();
}
