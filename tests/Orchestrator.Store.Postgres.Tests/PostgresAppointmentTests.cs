using System.Diagnostics;
using Orchestrator.Store.Tests;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>Control planes on one database that lead when they are told to, under load.</summary>
[Collection(PostgresCollection.Name)]
public class PostgresAppointmentTests(PostgresServer server)
{
    private const int Appointments = 30;

    [Fact]
    public async Task AppointedInTurn_WhileTheOtherWritesAllTheTime_EachTakesOneSeal_AndNoWriteIsLost()
    {
        var database = await server.CreateDatabaseAsync();
        var journals = new List<CountingJournal>();
        await using var first = await StartAsync(database, 1, journals);
        await using var second = await StartAsync(database, 2, journals);
        await first.Store.AppointAsync();
        var load = new RoutedLoad([first.Store, second.Store], writers: 8);
        load.Begin();
        var slowest = TimeSpan.Zero;
        for (var i = 1; i <= Appointments; i++)
        {
            await load.MoreAsync(100);
            var before = journals[i % 2].Seals;
            var began = Stopwatch.GetTimestamp();
            var heir = i % 2 == 0 ? first : second;
            await heir.Store.AppointAsync();
            slowest = new[] { slowest, Stopwatch.GetElapsedTime(began) }.Max();
            Assert.Equal((1, i + 1), (journals[i % 2].Seals - before, heir.Store.Epoch));
            // A cluster gives up the member that it has replaced; then that one may be appointed again.
            await (heir == first ? second : first).Store.DismissAsync();
        }
        await load.EndAsync();
        load.Check(await first.Store.ReadAsync(Freshness.Latest));
        Assert.Equal(Appointments, journals.Sum(journal => journal.SealsBehindNewest));
        Assert.True(slowest < TimeSpan.FromSeconds(5), $"an appointment took {slowest}");
    }

    [Fact]
    public async Task TableIsHeldByAnotherProgram_TheAppointedLeadsAllTheSame()
    {
        var database = await server.CreateDatabaseAsync();
        var journals = new List<CountingJournal>();
        await using var first = await StartAsync(database, 1, journals);
        await using var second = await StartAsync(database, 2, journals);
        await first.Store.AppointAsync();
        await first.Store.WriteAsync(Objects.Put("a"));
        await using var other = new Npgsql.NpgsqlConnection(database + ";Pooling=false");
        await other.OpenAsync();
        await using var transaction = await other.BeginTransactionAsync();
        await using (var take = new Npgsql.NpgsqlCommand("LOCK TABLE journal IN ROW EXCLUSIVE MODE", other))
            await take.ExecuteNonQueryAsync();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        await second.Store.AppointAsync(patience.Token);
        Assert.Equal(1, journals[1].SealsBehindNewest);
        Assert.Equal(2, (await second.Store.WriteAsync(Objects.Put("b"))).Revision);
    }

    private static Task<Running> StartAsync(string database, int number, List<CountingJournal> journals) =>
        OnPostgres.StartAsync(
            database,
            new StoreOptions
            {
                Follow = true,
                Succession = Succession.Appointment,
                Advertise = $"10.0.0.{number}:6443",
            },
            journal =>
            {
                journals.Add(new CountingJournal(journal));
                return journals[^1];
            });
}
