using System.Net;
using System.Net.Sockets;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>What a database may have against us, each told with what to do about it, and nothing left behind.</summary>
public sealed class PostgresRefusalTests(GuardedServer server) : IClassFixture<GuardedServer>
{
    [PostgresFact]
    public async Task WrongPassword_IsSaid_AndIsNotRepeated()
    {
        var error = await RefusedAsync<JournalException>(server.To("postgres", "app", "wrong-one"));

        Assert.Contains(
            "database postgres refuses the user: password authentication failed for user \"app\"", error.Message);
        Assert.Contains("check user and password", error.Message);
        Assert.DoesNotContain("wrong-one", error.ToString());
    }

    [PostgresFact]
    public async Task UnknownUser_IsTheSameToTheServer()
    {
        var error = await RefusedAsync<JournalException>(server.To("postgres", "nobody", GuardedServer.Password));

        Assert.Contains("password authentication failed for user \"nobody\"", error.Message);
    }

    [PostgresFact]
    public async Task NoPassword_IsNotTakenForANetworkThatIsDown()
    {
        var error = await RefusedAsync<JournalException>($"Host={server.Socket};Username=app;Database=postgres");

        Assert.Contains("check the connection string", error.Message);
        Assert.DoesNotContain("cannot be reached", error.Message);
    }

    [PostgresFact]
    public async Task UserWhoMayNotCreateTables_IsToldWhichRight_AndHasMadeNone()
    {
        var database = await server.CreateDatabaseAsync();

        var error = await RefusedAsync<JournalReadOnlyException>(server.To(database, "app", GuardedServer.Password));

        Assert.Contains("permission denied for schema public", error.Message);
        Assert.Contains("GRANT CREATE ON SCHEMA", error.Message);
        Assert.Empty(await server.QueryAsync(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"));

        await server.ExecuteAsync(database, "GRANT CREATE ON SCHEMA public TO app");
        await using var journal = await PostgresJournal.OpenAsync(server.To(database, "app", GuardedServer.Password));
        await journal.AppendAsync(Row, default);
    }

    [PostgresFact]
    public async Task UserWhoMayOnlyRead_CannotAppend_AndHearsIt()
    {
        var database = await server.CreateDatabaseAsync();
        await (await PostgresJournal.OpenAsync(server.To(database))).DisposeAsync();
        await server.ExecuteAsync(database, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
        await using var journal = await PostgresJournal.OpenAsync(
            server.To(database, "reader", GuardedServer.Password));

        var error = await Assert.ThrowsAsync<JournalReadOnlyException>(
            async () => await journal.AppendAsync(Row, default));

        Assert.Contains("permission denied for table journal", error.Message);
        Assert.Null(await journal.FindLastAsync(default));
    }

    [PostgresFact]
    public async Task UserWhoMayNotConnect_IsToldSo()
    {
        var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync(database, $"REVOKE CONNECT ON DATABASE {database} FROM PUBLIC");

        var error = await RefusedAsync<JournalReadOnlyException>(server.To(database, "app", GuardedServer.Password));

        Assert.Contains($"permission denied for database \"{database}\"", error.Message);
    }

    [PostgresFact]
    public async Task DatabaseThatIsNotThere_IsNamed_WithTheCommandThatMakesIt()
    {
        var error = await RefusedAsync<JournalException>(server.To("nowhere", "app", GuardedServer.Password));

        Assert.Contains("createdb nowhere", error.Message);
    }

    [PostgresFact]
    public async Task ServerThatWantsTls_RefusesWithoutIt_AndTakesUsWithIt()
    {
        var database = await server.CreateDatabaseAsync();
        await server.ExecuteAsync(database, "GRANT CREATE ON SCHEMA public TO app");
        var url = $"postgres://app:{GuardedServer.Password}@{GuardedServer.Address}:5432/{database}";

        var plain = await RefusedAsync<JournalException>($"{url}?sslmode=disable");
        Assert.Contains("no encryption", plain.Message);
        Assert.Contains("pg_hba.conf", plain.Message);
        var untrusted = await RefusedAsync<JournalException>($"{url}?sslmode=verify-full");
        Assert.Contains("no certificate that is trusted here", untrusted.Message);
        Assert.DoesNotContain(GuardedServer.Password, untrusted.ToString());

        await using var journal = await PostgresJournal.OpenAsync($"{url}?sslmode=require");
        await journal.AppendAsync(Row, default);
    }

    [Fact]
    public async Task HostThatTakesTheConnection_AndSaysNothing_IsNotWaitedForLong()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var port = ((IPEndPoint)silent.LocalEndpoint).Port;

        var error = await RefusedAsync<JournalException>(
            $"Host=127.0.0.1;Port={port};Username=app;Database=db;Timeout=1");

        Assert.Contains("did not answer in time", error.Message);
    }

    private static JournalRow Row => new(new(1, 1), JournalRowKind.Batch, 0, new byte[] { 1 });

    private static async Task<TError> RefusedAsync<TError>(string connection)
        where TError : JournalException =>
        await Assert.ThrowsAsync<TError>(async () => await PostgresJournal.OpenAsync(connection));
}
