using Orchestrator.Store.Journals;

namespace Orchestrator.EndToEnd.Tests.Clusters.Journals;

/// <summary>One write of a batch row.</summary>
/// <param name="Revision">What the row numbers it with.</param>
/// <param name="Key">Such as <c>/registry/configmaps/default/a</c>.</param>
/// <param name="CreateRevision">The revision that made the object.</param>
/// <param name="PreviousRevision">What the writer knew the key to hold; 0: nothing.</param>
/// <param name="Json">The object; null where the write deleted it.</param>
internal sealed record JournalWrite(
    long Revision, string Key, long CreateRevision, long PreviousRevision, byte[]? Json);

/// <summary>The writes of a batch row, and nothing judged: BatchFormat refuses what does not follow.</summary>
internal static class BatchDecoder
{
    private const byte Put = 1;

    /// <returns>The revision it begins with, and its writes; none: a heartbeat.</returns>
    public static (long First, IReadOnlyList<JournalWrite> Writes) Read(JournalRow row)
    {
        var reader = new PayloadReader(row.Payload.Span, $"row {row.Position}");
        reader.Byte();
        reader.Number();
        var first = reader.Number();
        var writes = new List<JournalWrite>();
        for (var count = reader.Number(); count > 0; count--)
        {
            var isPut = reader.Byte() == Put;
            var key = reader.Text();
            var (created, previous) = (reader.Number(), reader.Number());
            writes.Add(new JournalWrite(
                first + writes.Count, key, created, previous, isPut ? reader.Bytes().ToArray() : null));
        }
        return (first, writes);
    }
}
