using System.Globalization;
using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres;

/// <summary>A seal behind whatever is newest: written while nobody else can insert.</summary>
/// <remarks>
/// One block of PL/pgSQL takes the lock, looks, inserts and commits. The server runs it once it has all of its text, so
/// that it never waits for its client with the lock held: not for one that is stopped, nor for one whose connection is
/// cut in the middle. See docs/decisions/0173-a-seal-takes-one-attempt.md.
/// </remarks>
internal static class LockedSeal
{
    /// <summary>How long it waits for each of its locks. Appends queue behind a lock that is waited for, so no longer
    /// than a leader may be silent; but longer than <c>deadlock_timeout</c>, 1 s by default, when the server ends an
    /// automatic vacuum for who waits for it.</summary>
    public const int WaitMsMax = 1500;

    /// <exception cref="JournalConflictException">The epoch has been sealed already.</exception>
    public static async Task<JournalPosition> WriteAsync(NpgsqlConnection connection, JournalRow seal)
    {
        var epoch = AkkaLayout.EpochId(seal.Position.Epoch);
        await using var batch = new NpgsqlBatch(connection);
        batch.BatchCommands.Add(new NpgsqlBatchCommand(Block(seal, epoch)));
        // Nothing comes behind a seal.
        var find = new NpgsqlBatchCommand(
            "SELECT sequence_number FROM journal WHERE persistence_id = $1 ORDER BY sequence_number DESC LIMIT 1");
        find.Parameters.Add(Sql.Of(epoch));
        batch.BatchCommands.Add(find);
        try
        {
            return seal.Position with { Sequence = (long)(await batch.ExecuteScalarAsync())! };
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            throw new JournalConflictException(seal.Position);
        }
    }

    /// <summary>Locks in the order of manifests and other seals: the advisory one first. Appends take the table's
    /// alone. A block has no parameters; what is written into it are numbers, hexadecimal digits and
    /// constants.</summary>
    private static string Block(JournalRow seal, string epoch) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        DO $seal$
        DECLARE
            newest bigint := {seal.Position.Sequence - 1};
            found record;
        BEGIN
            PERFORM set_config('lock_timeout', '{WaitMsMax}', true);
            PERFORM pg_advisory_xact_lock({PostgresSchema.LockKey});
            LOCK TABLE journal IN SHARE ROW EXCLUSIVE MODE;
            FOR found IN SELECT sequence_number, manifest FROM journal
                WHERE persistence_id = '{epoch}' ORDER BY sequence_number DESC LIMIT 1
            LOOP
                IF found.manifest = '{AkkaLayout.SealManifest}' THEN
                    RAISE unique_violation USING MESSAGE = 'the epoch is sealed';
                END IF;
                newest := greatest(newest, found.sequence_number);
            END LOOP;
            INSERT INTO journal
                (created, deleted, persistence_id, sequence_number, message, manifest, identifier, writer_uuid)
            VALUES (
                {AkkaLayout.TicksOf(seal.TimeMs)}, false, '{epoch}', newest + 1,
                decode('{Convert.ToHexString(seal.Payload.Span)}', 'hex'), '{AkkaLayout.ManifestOf(seal.Kind)}',
                {AkkaLayout.SerializerId}, '{AkkaLayout.Writer}');
            PERFORM pg_notify('{JournalTable.Channel}', '{seal.Position.Epoch}/' || (newest + 1)::text);
            COMMIT;
        END
        $seal$
        """);
}
