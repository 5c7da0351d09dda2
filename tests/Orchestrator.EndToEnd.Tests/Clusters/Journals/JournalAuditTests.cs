using Orchestrator.Store.Journals;

namespace Orchestrator.EndToEnd.Tests.Clusters.Journals;

/// <summary>The check of the journal, on sound journals and on such as must never be.</summary>
public sealed class JournalAuditTests
{
    [Fact]
    public void SoundJournal_OfSeveralLeaderships_HasNoFault() =>
        Check(
            [],
            new DoctoredJournal().Batch("a", "b").Batch().Batch("a").Seal()
                .Batch().Batch("-b").Seal().Seal().Batch("b"),
            ("a", 1), ("b", 2), ("a", 3), ("b", 5), ("b", 0));

    [Fact]
    public void SoundJournal_HalfCompacted_HasNoFault() =>
        Check(
            [],
            new DoctoredJournal().Batch("a", "b").Batch("c").Seal()
                .Batch("-b").Batch("d").Snapshot().Batch("a").Drop(3),
            ("a", 1), ("c", 3), ("d", 5), ("a", 6), ("c", 0));

    [Fact]
    public void SoundJournal_OfWhichOnlyTheNewestRowIsLeft_HasNoFault() =>
        Check([], new DoctoredJournal().Batch("a").Seal().Batch("b").Batch().Snapshot().Drop(2), ("a", 1), ("b", 2));

    [Fact]
    public void RevisionGivenTwice_ByTheNextLeader_IsFound() =>
        Check(
            [
                "row store-2/1 begins at revision 2, 3 was to come",
                "revision 2 was given to b and, in row store-2/1, to c",
            ],
            new DoctoredJournal().Batch("a").Batch("b").Seal().BatchAt(2, "c"));

    [Fact]
    public void RevisionsThatGoBack_UnderHeartbeats_AreFound() =>
        Check(
            ["row store-1/3 begins at revision 2, 3 was to come"],
            new DoctoredJournal().Batch("a").Batch("b").BatchAt(2));

    [Fact]
    public void RevisionsSkipped_AreFound() =>
        Check(
            ["row store-1/2 begins at revision 5, 2 was to come"],
            new DoctoredJournal().Batch("a").BatchAt(5, "b"));

    [Fact]
    public void WriteBehindTheSeal_IsFound() =>
        Check(
            ["row store-1/3 follows store-2/1"],
            new DoctoredJournal().Batch("a").Seal().Batch("b").WakeUp(1, 2).Batch("c"));

    [Fact]
    public void LeadershipThatNobodySealed_IsFound()
    {
        var journal = new DoctoredJournal().Batch("a").Seal().Batch("b");
        Check(["row store-2/1 follows store-1/1"], journal.Lose(new JournalPosition(1, 2)));
    }

    [Fact]
    public void RowMissing_EvenOneThatWroteNothing_IsFound()
    {
        var journal = new DoctoredJournal().Batch("a").Batch().Batch("b");
        Check(["row store-1/3 follows store-1/1"], journal.Lose(new JournalPosition(1, 2)));
    }

    [Fact]
    public void FirstRowsMissing_WithoutASnapshotThatCoversThem_IsFound() =>
        Check(
            [
                "row store-1/2 follows store-0/1, a seal",
                "row store-1/2, the first, begins at revision 2; the snapshot ends at 0",
                "a was acknowledged at revision 1, which no row gives",
            ],
            new DoctoredJournal().Batch("a").Batch("b").Lose(new JournalPosition(1, 1)),
            ("a", 1));

    [Fact]
    public void SealCompactedAway_IsFound() =>
        Check(["row store-1/1 is the first"], new DoctoredJournal().Batch("a").Lose(new JournalPosition(0, 1)));

    [Fact]
    public void WriterWhoDidNotKnowOfAnotherWrite_IsFound() =>
        Check(
            ["row store-2/1 changes a from revision 0, it held 1", "row store-2/1 says that a was made at 2, it was at 1"],
            new DoctoredJournal().Batch("a").Seal().Forget("a").Batch("a"));

    [Fact]
    public void AcknowledgedWrite_AtAnothersRevision_IsFound() =>
        Check(
            ["lost was acknowledged at revision 2, which is b's"],
            new DoctoredJournal().Batch("a").Seal().Batch("b"),
            ("a", 1), ("lost", 2));

    [Fact]
    public void AcknowledgedWrite_ThatNoRowHas_IsFound() =>
        Check(
            ["c was acknowledged at revision 3, which no row gives", "d was said to be there, and is nowhere"],
            new DoctoredJournal().Batch("a", "b"),
            ("c", 3), ("d", 0));

    [Theory]
    [InlineData("lost", 2L, "lost was acknowledged at revision 2; the snapshot has it at 0")]
    [InlineData("b", 1L, "b was acknowledged at revision 1; the snapshot has it at 2")]
    [InlineData("a", 2L, "a was acknowledged at revision 2; the snapshot has it at 1")]
    public void AcknowledgedWrite_ThatTheSnapshotDoesNotShow_IsFound(
        string key, long revision, string fault) =>
        Check([fault], new DoctoredJournal().Batch("a").Batch("b").Snapshot().Batch("c").Drop(2), (key, revision));

    [Fact]
    public void SnapshotOfAWriterThatSlept_IsFound() =>
        Check(
            ["the snapshot has a at revision 1, the rows before it at 2"],
            new DoctoredJournal().Batch("a").Batch("a")
                .Snapshot(new Dictionary<string, (long, long)> { ["a"] = (1, 1) }));

    [Fact]
    public void SnapshotOfTheFuture_IsFound() =>
        Check(
            ["the snapshot of revision 1 has b at 9", "the snapshot has a at revision 0, the rows before it at 1"],
            new DoctoredJournal().Batch("a").Snapshot(new Dictionary<string, (long, long)> { ["b"] = (9, 9) }));

    [Fact]
    public void SegmentMissing_IsFound() =>
        Check(
            ["segment 1/1 of the snapshot is missing", "the snapshot has a at revision 0, the rows before it at 1"],
            new DoctoredJournal().Batch("a").Snapshot().LoseSegments());

    [Fact]
    public void DamagedRow_IsAnError() =>
        Assert.Throws<JournalCorruptException>(
            () => JournalAudit.Of(new DoctoredJournal().Row([1, 2, 3, 4, 5, 6]).Contents, []));

    private static void Check(
        string[] faults, DoctoredJournal journal, params (string Key, long Revision)[] acknowledged)
    {
        var told = acknowledged.Select(write => new AcknowledgedWrite(write.Key, write.Revision));
        Assert.Equal(faults, JournalAudit.Of(journal.Contents, told).Faults);
    }
}
