namespace Orchestrator.Store.Journals;

/// <summary>The bytes of a <see cref="JournalRowKind.Batch"/> row: see docs/decisions/0040-journal-rows.md.</summary>
/// <remarks>
/// <code>
///   version(1) timeMs firstRevision count { op key createRevision previousRevision [json] }* crc32c
/// </code>
/// Numbers are varints, texts and bytes carry their length. The i-th write has revision <c>firstRevision + i</c>.
/// previousRevision is 0 for a create; a reader that finds another one there knows that rows are missing. A leader that
/// has nothing to write appends a batch of none, whose firstRevision is the one that comes next.
/// </remarks>
internal static class BatchFormat
{
    private const byte Version = 1, Put = 1, Delete = 2;

    /// <summary>Writes a batch whose changes have consecutive revisions, from <paramref name="firstRevision"/> on: none
    /// is a leader's heartbeat. The bytes are the writer's.</summary>
    public static ReadOnlyMemory<byte> Write(
        PayloadWriter to, long firstRevision, IReadOnlyList<StoreChange> changes, long timeMs)
    {
        to.Clear();
        to.Byte(Version);
        to.Number(timeMs);
        to.Number(firstRevision);
        to.Number(changes.Count);
        for (var i = 0; i < changes.Count; i++)
        {
            var change = changes[i];
            to.Byte(change.Current is null ? Delete : Put);
            to.Text(change.Key);
            to.Number((change.Current ?? change.Previous!).CreateRevision);
            to.Number(change.Previous?.ModRevision ?? 0);
            if (change.Current is { } current)
                to.Bytes(current.Value.Json.Span);
        }
        return to.Finish();
    }

    /// <summary>Reads a batch against the entries it changed.</summary>
    /// <param name="row">A batch row.</param>
    /// <param name="lastRevision">The revision before it.</param>
    /// <param name="find">What a key held before, earlier writes of this batch included.</param>
    /// <param name="apply">Told each change before the next one is read.</param>
    /// <param name="codec">What decodes the objects when they are asked for.</param>
    /// <exception cref="JournalCorruptException">Damaged, or not what follows <paramref
    /// name="lastRevision"/>.</exception>
    public static long Read(
        JournalRow row, long lastRevision, Func<string, StoreEntry?> find, Action<StoreChange> apply,
        IObjectCodec codec)
    {
        var reader = new PayloadReader(row.Payload.Span, $"row {row.Position}");
        if (reader.Byte() != Version)
            throw reader.Corrupt("a newer version wrote it");
        var timeMs = reader.Number();
        var revision = reader.Number();
        if (revision != lastRevision + 1)
            throw reader.Corrupt($"it begins at revision {revision}, {lastRevision + 1} was to come");
        for (var count = reader.Number(); count > 0; count--)
            apply(ReadChange(ref reader, revision++, find, codec));
        if (!reader.AtEnd)
            throw reader.Corrupt("something follows its end");
        return timeMs;
    }

    private static StoreChange ReadChange(
        ref PayloadReader reader, long revision, Func<string, StoreEntry?> find, IObjectCodec codec)
    {
        var op = reader.Byte();
        var key = reader.Text();
        var createRevision = reader.Number();
        var previousRevision = reader.Number();
        var previous = find(key);
        if ((previous?.ModRevision ?? 0) != previousRevision)
            throw reader.Corrupt($"it changes {key} from revision {previousRevision}, which is not there");
        if (op == Delete && previous is not null)
            return new StoreChange(revision, previous.Key, previous, null);
        if (op != Put)
            throw reader.Corrupt($"operation {op} is unknown");
        // One string per key, however often it changes.
        key = previous?.Key ?? key;
        var value = StoredObject.Recovered(key, reader.Bytes().ToArray(), revision, codec);
        return new StoreChange(revision, key, previous, new StoreEntry(key, value, createRevision, revision));
    }
}
