using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests.Journals;

/// <summary>What a journal promises besides that lets a store seal behind whatever is newest.</summary>
public abstract class SharedJournalContract : JournalContract
{
    private IJournalFollower Follower => (IJournalFollower)Journal;

    [Fact]
    public async Task Seal_GoesBehindRowsThatItsCandidateHasNotRead()
    {
        for (var i = 1; i <= 12; i++)
            await Journal.AppendAsync(Row(1, i, $"r{i}"), default);
        Assert.Equal(new JournalPosition(1, 13), await Follower.SealAsync(Seal(1, 3), default));
        var rows = await Journal.ReadAsync(new(1, 11), 1000, default);
        Assert.Equal(["r12", "seal"], rows.Select(Text));
        Assert.Equal(
            (new(1, 13), JournalRowKind.Seal, 1_700_000_000_123), (rows[1].Position, rows[1].Kind, rows[1].TimeMs));
        await Assert.ThrowsAsync<JournalConflictException>(
            async () => await Journal.AppendAsync(Row(1, 13, "the leader's next"), default));
        Assert.Equal(new JournalPosition(1, 13), (await Journal.FindLastAsync(default))!.Position);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 9)]
    public async Task Seal_WhereNothingIsBehindWhatWasRead_LiesWhereItSays(long epoch, long sequence)
    {
        Assert.Equal(new(epoch, sequence), await Follower.SealAsync(Seal(epoch, sequence), default));
        Assert.Equal("seal", Text((await Journal.ReadAsync(new(epoch, 0), 1000, default)).Single()));
    }

    [Fact]
    public async Task Seal_OfASealedEpoch_IsRefused_AndThoseOfOthersAreNot()
    {
        await Journal.AppendAsync(Row(1, 1, "x"), default);
        await Follower.SealAsync(Seal(1, 1), default);
        await Assert.ThrowsAsync<JournalConflictException>(async () => await Follower.SealAsync(Seal(1, 1), default));
        await Assert.ThrowsAsync<JournalConflictException>(async () => await Follower.SealAsync(Seal(1, 7), default));
        Assert.Equal(2, (await Journal.ReadAsync(new(1, 0), 1000, default)).Count);
        Assert.Equal(new JournalPosition(2, 1), await Follower.SealAsync(Seal(2, 1), default));
    }

    [Fact]
    public async Task Seal_WakesWhoWaitsForARow()
    {
        await Journal.AppendAsync(Row(1, 1, "x"), default);
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await Follower.SealAsync(Seal(1, 1), default);
        await Follower.WaitForRowAsync(new(1, 1), limit.Token);
    }

    [Fact]
    public async Task Seal_RefusesTheManifestOfItsEpoch()
    {
        await Follower.SealAsync(Seal(1, 1), default);
        await Assert.ThrowsAsync<JournalSealedException>(
            async () => await Journal.WriteManifestAsync(new ManifestRow(1, 1, "m"u8.ToArray()), [], default));
    }

    private static JournalRow Seal(long epoch, long sequence) => Row(epoch, sequence, "seal", JournalRowKind.Seal);
}
