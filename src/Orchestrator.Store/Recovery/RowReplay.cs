using Orchestrator.Store.History;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Recovery;

/// <summary>Puts one journal row behind a history. Pure but for that.</summary>
internal static class RowReplay
{
    /// <param name="changes">Gets what the row changed; the history may keep it.</param>
    /// <exception cref="JournalCorruptException">Damaged, or not what follows the history.</exception>
    public static void Apply(StoreHistory history, JournalRow row, List<StoreChange> changes, IObjectCodec codec)
    {
        if (row.Kind == JournalRowKind.Seal)
        {
            SealFormat.Read(row);
            history.Advance(row.Position);
            return;
        }
        var editor = history.Head.Edit();
        var timeMs = BatchFormat.Read(
            row, history.Revision, editor.Get,
            change =>
            {
                editor.Put(change.Key, change.Current);
                changes.Add(change);
            },
            codec);
        if (changes.Count == 0)
            history.Advance(row.Position, timeMs);
        else
            history.Append(changes, editor.Commit(), row.Position, Math.Max(timeMs, history.TimeMs));
    }
}
