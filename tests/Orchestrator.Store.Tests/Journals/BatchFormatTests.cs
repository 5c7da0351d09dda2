using Orchestrator.Store.Journals;
using Orchestrator.Store.Tree;

namespace Orchestrator.Store.Tests.Journals;

public class BatchFormatTests
{
    private const string Golden =
        "01FBD395FFBC31070301182F72656769737472792F636F6E6669676D6170732F642F61070003AABBCC"
        + "01182F72656769737472792F636F6E6669676D6170732F642F61070701DD"
        + "02182F72656769737472792F636F6E6669676D6170732F642F610708C466E51E";

    private static readonly string Key = "/registry/configmaps/d/a";

    [Fact]
    public void Write_ACreateAnUpdateAndADelete_GivesTheseBytes()
    {
        var bytes = BatchFormat.Write(new PayloadWriter(), 7, Changes(), timeMs: 1_700_000_000_507);
        Assert.Equal(Golden, Convert.ToHexString(bytes.Span));
    }

    [Fact]
    public void Write_NothingAtAll_GivesAHeartbeatThatIsReadBack()
    {
        var bytes = BatchFormat.Write(new PayloadWriter(), 7, [], timeMs: 1_700_000_000_507);
        Assert.Equal("01FBD395FFBC3107004FDCB054", Convert.ToHexString(bytes.Span));
        Assert.Empty(Read(Row(bytes.ToArray()), lastRevision: 6));
        Assert.Throws<JournalCorruptException>(() => Read(Row(bytes.ToArray()), lastRevision: 7));
    }

    [Fact]
    public void Read_GivesTheChangesBack()
    {
        var read = Read(Row(), lastRevision: 6);
        Assert.Equal([7, 8, 9], read.Select(c => c.Revision));
        Assert.Equal([7, 7, null], read.Select(c => c.Current?.CreateRevision));
        Assert.Equal([null, 7, 8], read.Select(c => c.Previous?.ModRevision));
        Assert.Equal("AABBCC", Convert.ToHexString(read[0].Current!.Value.Json.Span));
    }

    [Theory]
    [InlineData(5, "revision 7, 6 was to come")]
    [InlineData(7, "revision 7, 8 was to come")]
    public void Read_BehindAnotherRevision_IsCorrupt(long last, string text)
    {
        var error = Assert.Throws<JournalCorruptException>(() => Read(Row(), last));
        Assert.Contains(text, error.Message);
    }

    [Fact]
    public void Read_AnyBitFlipped_IsCorrupt()
    {
        for (var i = 0; i < Golden.Length / 2; i++)
        {
            var bytes = Convert.FromHexString(Golden);
            bytes[i] ^= 0x10;
            Assert.Throws<JournalCorruptException>(() => Read(Row(bytes), 6));
        }
    }

    [Fact]
    public void Read_AnyLengthCut_IsCorrupt()
    {
        for (var length = 0; length < Golden.Length / 2; length++)
            Assert.Throws<JournalCorruptException>(() => Read(Row(Convert.FromHexString(Golden)[..length]), 6));
    }

    [Fact]
    public void Read_WhereThePreviousValueIsAnother_IsCorrupt()
    {
        var error = Assert.Throws<JournalCorruptException>(() => BatchFormat.Read(
            Row(), 6, _ => new StoreEntry(Key, StoredObject.Recovered(Key, [1], 3, Objects.Codec), 3, 3), _ => { },
            Objects.Codec));
        Assert.Contains(Key, error.Message);
    }

    private static List<StoreChange> Read(JournalRow row, long lastRevision)
    {
        var read = new List<StoreChange>();
        var editor = EntryTree.Empty.Edit();
        BatchFormat.Read(
            row, lastRevision, editor.Get,
            change =>
            {
                editor.Put(change.Key, change.Current);
                read.Add(change);
            },
            Objects.Codec);
        return read;
    }

    private static JournalRow Row(byte[]? bytes = null) =>
        new(new JournalPosition(1, 1), JournalRowKind.Batch, 0, bytes ?? Convert.FromHexString(Golden));

    private static StoreChange[] Changes()
    {
        var first = Entry(7, 0xAA, 0xBB, 0xCC);
        var second = Entry(8, 0xDD);
        return [new(7, Key, null, first), new(8, Key, first, second), new(9, Key, second, null)];
    }

    private static StoreEntry Entry(long revision, params byte[] json) =>
        new(Key, StoredObject.Recovered(Key, json, revision, Objects.Codec), 7, revision);
}
