using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Orchestrator.Store.Postgres.Tests;

/// <summary>A server that lets users in by password: over its socket, and by TCP over TLS alone.</summary>
public sealed class GuardedServer : IAsyncLifetime
{
    public const string Password = "right-one";

    private readonly PostgresServer _server = new();
    private int _databases;

    /// <summary>A loopback address of its own: others may run servers on the usual port.</summary>
    public static string Address { get; } =
        $"127.78.{(Environment.ProcessId >> 8) & 0xFF}.{(Environment.ProcessId & 0xFE) + 1}";

    public string Socket => _server.SocketDirectory;

    public async Task InitializeAsync()
    {
        if (PostgresServer.Binaries is null)
            return;
        await _server.InitializeAsync();
        await PostgresServer.ExecuteAsync(_server.To("postgres"), $"""
            CREATE ROLE app LOGIN PASSWORD '{Password}';
            CREATE ROLE reader LOGIN PASSWORD '{Password}';
            """);
        await _server.StopAsync("INT");
        await _server.WriteAsync("pg_hba.conf", """
            local all postgres trust
            local all all scram-sha-256
            hostssl all all 127.0.0.0/8 scram-sha-256

            """);
        await WriteCertificateAsync();
        _server.Settings.AddRange([$"listen_addresses={Address}", "ssl=on"]);
        await _server.StartAsync();
    }

    public Task DisposeAsync() => _server.DisposeAsync();

    /// <summary>An empty database of the superuser's; gives its name.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        var name = $"guarded{Interlocked.Increment(ref _databases)}";
        await PostgresServer.ExecuteAsync(_server.To("postgres"), $"CREATE DATABASE {name}");
        return name;
    }

    public Task ExecuteAsync(string database, string sql) => PostgresServer.ExecuteAsync(_server.To(database), sql);

    public Task<List<string>> QueryAsync(string database, string sql) =>
        PostgresServer.QueryAsync(_server.To(database), sql);

    /// <summary>As the superuser.</summary>
    public string To(string database) => _server.To(database);

    /// <summary>Over the socket.</summary>
    public string To(string database, string user, string password) =>
        $"Host={Socket};Username={user};Password={password};Database={database}";

    private Task WriteCertificateAsync()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=postgres", key, HashAlgorithmName.SHA256);
        var now = DateTimeOffset.UtcNow;
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return Task.WhenAll(
            _server.WriteAsync("server.crt", certificate.ExportCertificatePem() + "\n"),
            _server.WriteAsync("server.key", key.ExportPkcs8PrivateKeyPem() + "\n"));
    }
}
