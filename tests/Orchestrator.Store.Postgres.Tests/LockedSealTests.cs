using System.Diagnostics;
using Npgsql;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>Seals against leaders that append as fast as they can, and what they may cost them.</summary>
[Collection(PostgresCollection.Name)]
public class LockedSealTests(PostgresServer server)
{
    [Fact]
    public async Task LeadersAppendOverManyConnections_EachSealTakesOneAttempt_AndNothingComesBehindIt()
    {
        var database = await server.CreateDatabaseAsync();
        await using var candidate = await PostgresJournal.OpenAsync(database);
        for (var epoch = 1; epoch <= 40; epoch++)
        {
            await using var leaders = await BusyEpoch.BeginAsync(database, epoch, connections: 3);
            await leaders.MoreAsync(5);
            // It has read the first row, and no other.
            var position = await candidate.SealAsync(Seal(new(epoch, 2)), default);
            await leaders.EndAsync();
            Assert.InRange(position.Sequence, 6, int.MaxValue);
            Assert.Equal(position.Sequence - 1, leaders.Appended);
            var last = Assert.Single(await candidate.ReadAsync(new(epoch, position.Sequence - 1), 1 << 20, default));
            Assert.Equal((position, JournalRowKind.Seal), (last.Position, last.Kind));
        }
    }

    /// <summary>The server gets all of a seal, or a part of it, and then hears nothing more of its candidate.</summary>
    [Fact]
    public async Task CandidateFreezesAtAnyByteOfItsSeal_TheLeaderIsHeldUpForNoTime()
    {
        var database = await server.CreateDatabaseAsync();
        await using var leader = await PostgresJournal.OpenAsync(database);
        var length = await SealLengthAsync(database);
        var sealedEpochs = 0;
        var epoch = 100L;
        var cuts = Enumerable.Range(0, 12).Select(i => i * length / 12)
            .Concat([length - 6, length - 5, length - 1, length]);
        foreach (var cut in cuts)
        {
            await leader.AppendAsync(Row(new(++epoch, 1)), default);
            await using var relay = new FreezingRelay(server.SocketDirectory);
            await using var candidate = await OpenAsync(database, relay);
            // Nobody hears of its end: it is cut off with the relay.
            var frozen = relay.FreezeAfter(cut);
            var seal = candidate.SealAsync(Seal(new(epoch, 2)), default).AsTask();
            await frozen;
            var slowest = TimeSpan.Zero;
            for (var i = 2; i < 12; i++)
            {
                var began = Stopwatch.GetTimestamp();
                var isIn = await TryAppendAsync(leader, new(epoch, i));
                slowest = new[] { slowest, Stopwatch.GetElapsedTime(began) }.Max();
                if (isIn)
                    continue;
                sealedEpochs++;
                break;
            }
            Assert.True(slowest < TimeSpan.FromSeconds(1), $"cut at {cut} of {length}: an append took {slowest}");
            await relay.DisposeAsync();
            await Assert.ThrowsAnyAsync<JournalException>(() => seal);
        }
        // Some came whole, and some did not.
        Assert.InRange(sealedEpochs, 1, 12);
    }

    [Fact]
    public async Task AnotherProgramHoldsTheTable_TheSealGivesUp_AndHoldsTheLeaderUpNoLongerThanThat()
    {
        var database = await server.CreateDatabaseAsync();
        await using var leader = await PostgresJournal.OpenAsync(database);
        await using var candidate = await PostgresJournal.OpenAsync(database);
        await leader.AppendAsync(Row(new(1, 1)), default);
        await using var other = new NpgsqlConnection(database + ";Pooling=false");
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var insert = new NpgsqlCommand(
            "INSERT INTO journal (created, deleted, persistence_id, sequence_number, message, manifest) "
            + "VALUES (1, false, 'somebody', 1, '', '')", other))
            await insert.ExecuteNonQueryAsync();

        var began = Stopwatch.GetTimestamp();
        var seal = candidate.SealAsync(Seal(new(1, 2)), default).AsTask();
        await WaitsAsync(database);
        await leader.AppendAsync(Row(new(1, 2)), default);
        var took = Stopwatch.GetElapsedTime(began);
        var error = await Assert.ThrowsAnyAsync<JournalException>(() => seal);
        Assert.Contains("look for a lock", error.Message);
        Assert.InRange(took.TotalMilliseconds, LockedSeal.WaitMsMax - 100, LockedSeal.WaitMsMax + 1500);

        await transaction.RollbackAsync();
        Assert.Equal(new JournalPosition(1, 3), await candidate.SealAsync(Seal(new(1, 2)), default));
    }

    [Fact]
    public async Task TableIsBeingVacuumed_TheSealGivesUp_AndARowTakesItsChance()
    {
        var database = await server.CreateDatabaseAsync();
        await using var candidate = await PostgresJournal.OpenAsync(database);
        await using var other = new NpgsqlConnection(database + ";Pooling=false");
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var vacuum = new NpgsqlCommand("LOCK TABLE journal IN SHARE UPDATE EXCLUSIVE MODE", other))
            await vacuum.ExecuteNonQueryAsync();
        var seal = candidate.SealAsync(Seal(new(1, 1)), default).AsTask();
        Assert.Contains("look for a lock", (await Assert.ThrowsAnyAsync<JournalException>(() => seal)).Message);
        // A row takes its chance all the same.
        await candidate.AppendAsync(Seal(new(1, 1)), default);
    }

    /// <summary>A transaction that sees what was there when it began would look for a seal in the past.</summary>
    [Theory]
    [InlineData("repeatable read")]
    [InlineData("serializable")]
    public async Task DatabaseAsksForOnePicturePerTransaction_WhatIsLookedForBehindALockIsNew(string level)
    {
        var database = await server.CreateDatabaseAsync();
        var name = new NpgsqlConnectionStringBuilder(database).Database;
        await PostgresServer.ExecuteAsync(
            database, $"ALTER DATABASE {name} SET default_transaction_isolation = '{level}'");
        await using var leader = await PostgresJournal.OpenAsync(database);
        await using var candidate = await PostgresJournal.OpenAsync(database);
        await using var holder = new NpgsqlConnection(database + ";Pooling=false");
        await holder.OpenAsync();
        await using (var take = new NpgsqlCommand($"SELECT pg_advisory_lock({PostgresSchema.LockKey})", holder))
            await take.ExecuteNonQueryAsync();
        var manifest = leader.WriteManifestAsync(new ManifestRow(1, 9, new byte[] { 1 }), [], default).AsTask();
        await WaitsAsync(database);
        var seal = candidate.SealAsync(Seal(new(1, 1)), default).AsTask();
        await PostgresServer.ExecuteAsync(database, "INSERT INTO journal "
            + "(created, deleted, persistence_id, sequence_number, message, manifest) "
            + "VALUES (1, false, 'store-1', 1, '', 'store-batch-1'), (1, false, 'store-1', 2, '', 'store-seal-1')");
        await holder.CloseAsync();
        await Assert.ThrowsAsync<JournalSealedException>(() => manifest);
        await Assert.ThrowsAsync<JournalConflictException>(() => seal);
    }

    private static JournalRow Row(JournalPosition at) => new(at, JournalRowKind.Batch, 1000, new byte[] { 1 });

    private static JournalRow Seal(JournalPosition at) => new(at, JournalRowKind.Seal, 1000, new byte[64]);

    private static async Task<bool> TryAppendAsync(PostgresJournal leader, JournalPosition at)
    {
        try
        {
            await leader.AppendAsync(Row(at), default);
            return true;
        }
        catch (JournalConflictException)
        {
            return false;
        }
    }

    /// <summary>Somebody waits for a lock there.</summary>
    private static async Task WaitsAsync(string database)
    {
        var limit = Stopwatch.StartNew();
        while (await PostgresServer.QueryAsync(
            database,
            "SELECT 1 FROM pg_locks l JOIN pg_stat_activity a USING (pid) "
            + "WHERE NOT granted AND a.datname = current_database()") is [])
            Assert.True(limit.Elapsed < TimeSpan.FromSeconds(30), "nobody waits for a lock");
    }

    private async Task<long> SealLengthAsync(string database)
    {
        await using var relay = new FreezingRelay(server.SocketDirectory);
        await using var candidate = await OpenAsync(database, relay);
        var before = relay.Sent;
        await candidate.SealAsync(Seal(new(100, 2)), default);
        return relay.Sent - before;
    }

    /// <summary>Through the relay; its session is there.</summary>
    private async Task<PostgresJournal> OpenAsync(string database, FreezingRelay relay) =>
        await PostgresJournal.OpenAsync(
            database.Replace(server.SocketDirectory, relay.SocketDirectory, StringComparison.Ordinal));
}
