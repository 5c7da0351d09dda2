using Npgsql;

namespace Orchestrator.Store.Postgres.Tests;

public class PostgresConnectionStringTests
{
    [Theory]
    [InlineData("plain", "postgres://me:pw@db.example:6000/cluster", "db.example", 6000, "me", "pw", "cluster")]
    [InlineData("default port, long scheme", "postgresql://me@db/c", "db", 5432, "me", null, "c")]
    [InlineData("escapes", "postgres://m%40e:p%2Fw%3A@db/c%20d", "db", 5432, "m@e", "p/w:", "c d")]
    [InlineData("IPv6", "postgres://me@[::1]:7000/c", "::1", 7000, "me", null, "c")]
    [InlineData("Unix socket", "postgres:///c?host=/run/pg&user=me", "/run/pg", 5432, "me", null, "c")]
    [InlineData("no database: the user's", "postgres://me@db", "db", 5432, "me", null, "me")]
    [InlineData("Npgsql's own", "Host=db;Port=6000;Username=me;Password=pw;Database=c", "db", 6000, "me", "pw", "c")]
    public void Parsed(
        string name, string text, string host, int port, string user, string? password, string database)
    {
        var parsed = PostgresConnectionString.Parse(text);
        Assert.True(
            (host, port, user, password, database)
                == (parsed.Host, parsed.Port, parsed.Username, parsed.Password, parsed.Database),
            $"{name}: {parsed}");
        Assert.False(parsed.Pooling);
    }

    [Theory]
    [InlineData("disable", SslMode.Disable)]
    [InlineData("require", SslMode.Require)]
    [InlineData("verify-full", SslMode.VerifyFull)]
    public void SslModes_AreLibpqs(string value, SslMode expected) =>
        Assert.Equal(expected, PostgresConnectionString.Parse($"postgres://me@db/c?sslmode={value}").SslMode);

    [Theory]
    [InlineData("Timeout=2;Command Timeout=3", 2, 3)]
    [InlineData("", 5, 10)]
    public void Timeouts_AreBounded_UnlessNamed(string more, int connect, int command)
    {
        var parsed = PostgresConnectionString.Parse($"Host=db;Username=me;{more}");
        Assert.Equal((connect, command), (parsed.Timeout, parsed.CommandTimeout));
    }

    [Theory]
    [InlineData("unknown parameter", "postgres://me@db/c?sslmod=require", "'sslmod'")]
    [InlineData("unknown mode", "postgres://me@db/c?sslmode=on", "sslmode 'on'")]
    [InlineData("no number", "postgres://me@db/c?connect_timeout=soon", "'connect_timeout'")]
    [InlineData("no host", "Username=me", "no host")]
    [InlineData("several hosts", "Host=a,b;Username=me", "several hosts")]
    [InlineData("unknown keyword", "Host=a;Colour=red", "Npgsql")]
    [InlineData("neither", "foo", "neither a URL")]
    [InlineData("not a URL", "postgres://me:p w@db:x/c", "no URL")]
    public void Refused_ByName(string name, string text, string part)
    {
        var error = Assert.Throws<ArgumentException>(() => PostgresConnectionString.Parse(text));
        Assert.True(error.Message.Contains(part), $"{name}: {error.Message}");
        Assert.Equal(error.Message, PostgresJournal.WhatIsWrong(text));
    }
}
