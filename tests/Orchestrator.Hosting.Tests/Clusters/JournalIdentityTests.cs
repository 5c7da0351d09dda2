using Orchestrator.Hosting.Clusters;
using Orchestrator.Store.Journals;

namespace Orchestrator.Hosting.Tests.Clusters;

public sealed class JournalIdentityTests
{
    private static readonly JournalIdentity Theirs = new("the database a", "01ff", new(3, 20));

    [Theory]
    [InlineData("the same, and written since", "01ff", 4, 1, null)]
    [InlineData("the same", "01ff", 3, 20, null)]
    [InlineData("behind", "01ff", 3, 19, "is an older copy")]
    [InlineData("another's", "02aa", 9, 1, "holds another cluster")]
    public void JournalOfAnotherCluster_OrAnOlderCopy_IsTold(string name, string firstSeal, long epoch, long sequence, string? why)
    {
        _ = name;
        var mine = new JournalIdentity("the database b", firstSeal, new(epoch, sequence));
        var found = Theirs.WhyNot(mine, "the database b", "akka.tcp://a");

        if (why is null)
            Assert.Null(found);
        else
            Assert.StartsWith($"the database b {why}", found, StringComparison.Ordinal);
    }

    [Fact]
    public void EmptyJournal_IsTold_WithBothAndWhatToDo() => Assert.Equal(
        "the database b holds no cluster: the control plane akka.tcp://a of the cluster that this one joins has its "
        + "journal in the database a. Nothing was changed. Start this one with the same --journal, or give it other "
        + "members to join by",
        Theirs.WhyNot(null, "the database b", "akka.tcp://a"));

    [Fact]
    public async Task Journal_IsKnownByItsFirstRow_AndTheNewest()
    {
        await using var journal = new MemoryJournal();
        Assert.Null(await JournalIdentity.ReadAsync(journal, default));
        await journal.AppendAsync(new(new(0, 1), JournalRowKind.Seal, 0, new byte[] { 1, 0xFF }), default);
        await journal.AppendAsync(new(new(1, 1), JournalRowKind.Batch, 0, new byte[] { 7 }), default);

        Assert.Equal(new("the journal", "01ff", new(1, 1)), await JournalIdentity.ReadAsync(journal, default));
    }
}
