using Orchestrator.Actors.Simulated;
using Orchestrator.Store.Reads;

namespace Orchestrator.Store.Tests.Reads;

public class FreshReadsTests
{
    private readonly SimulatedActorSystem _system = new(1);
    private readonly FreshReads _reads = new(waitingMax: 3);
    private int _asked;

    [Fact]
    public void Latest_EndsWhenTheAnswerIsApplied_NotBefore()
    {
        var read = Latest();
        Assert.True(_reads.TryAsk());
        _reads.Applied(new(1, 4), 4);
        _reads.Answered(new(1, 5));
        Assert.False(IsOver(read));
        _reads.Applied(new(1, 5), 5);
        Assert.True(IsOver(read));
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
        Assert.Equal((true, false), (IsOver(early), IsOver(late)));
        Assert.True(_reads.TryAsk());
        _reads.Answered(new(1, 9));
        Assert.True(IsOver(late));
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
            Assert.False(IsOver(read));
        }
        _reads.Tick(ticksMax: 3);
        Assert.True(IsOver(read));
        var error = Assert.IsType<StoreUnavailableException>(read.Exception!.InnerException);
        Assert.Contains("away", error.Message);
    }

    [Fact]
    public void Revision_EndsWhenReached_OrWhenTheTimeIsUp()
    {
        var (reached, far) = (Revision(2), Revision(9));
        _reads.Applied(new(1, 1), 2);
        Assert.Equal((true, false), (IsOver(reached), IsOver(far)));
        Assert.True(_reads.RevisionAsync(1, default).IsCompletedSuccessfully);
        _reads.Tick(ticksMax: 0);
        Assert.True(IsOver(far));
        Assert.True(far.IsCompletedSuccessfully);
    }

    [Fact]
    public void TooMany_AreRefused_AndACancelledOneMakesRoom()
    {
        using var cancel = new CancellationTokenSource();
        var cancelled = Begin(() => _reads.LatestAsync(() => { }, cancel.Token));
        Latest();
        Latest();
        Assert.IsType<StoreUnavailableException>(Latest().Exception!.InnerException);
        cancel.Cancel();
        Assert.True(IsOver(cancelled));
        Assert.False(IsOver(Latest()));
    }

    private Task Latest() => Begin(() => _reads.LatestAsync(() => _asked++, default));

    private Task Revision(long revision) => Begin(() => _reads.RevisionAsync(revision, default));

    private Task Begin(Func<ValueTask> read)
    {
        Task begun = null!;
        _system.Run(() =>
        {
            begun = EndAsync(read);
            return default;
        });
        return begun;
    }

    private static async Task EndAsync(Func<ValueTask> read) => await read();

    private bool IsOver(Task read)
    {
        _system.RunUntilIdle();
        return read.IsCompleted;
    }
}
