using Orchestrator.Akka.Journal;
using Orchestrator.Store.Sqlite;
using Orchestrator.Store.Tests;
using Orchestrator.Store.Tests.Sqlite;

namespace Orchestrator.Akka.Tests.Journal;

/// <summary>A data directory goes from the built-in journal to Akka's and back: nothing is lost or converted.</summary>
public sealed class SqliteExchangeTests
{
    [Fact]
    public async Task BuiltIn_Akka_BuiltIn_EachOpensWhatTheOtherWrote()
    {
        using var directory = new DataDirectory();
        await using (var builtIn = await Running.StartSmallAsync(await SqliteJournal.OpenAsync(directory.Path)))
        {
            await builtIn.WriteAsync(1, 150);
            await builtIn.Store.StopAsync();
            Assert.NotNull(await builtIn.Journal.FindManifestAsync(default));
        }
        await using (var akka = await Running.StartSmallAsync(await AkkaJournal.OpenSqliteAsync(directory.Path)))
        {
            akka.AssertHolds(150);
            Assert.Equal(2, akka.Store.Epoch);
            await akka.WriteAsync(151, 300);
            await akka.Store.StopAsync();
        }
        await using var again = await Running.StartSmallAsync(await SqliteJournal.OpenAsync(directory.Path));
        again.AssertHolds(300);
        Assert.Equal(3, again.Store.Epoch);
        await again.WriteAsync(301, 310);
    }

    [Fact]
    public async Task AkkasRows_ReadByTheBuiltInJournal_WithoutASnapshot()
    {
        using var directory = new DataDirectory();
        await using (var akka = await Running.StartAsync(
            await AkkaJournal.OpenSqliteAsync(directory.Path), Store.StoreOptions.Default))
        {
            await akka.WriteAsync(1, 100);
            Assert.Null(await akka.Journal.FindManifestAsync(default));
        }
        await using var builtIn = await Running.StartSmallAsync(await SqliteJournal.OpenAsync(directory.Path));
        builtIn.AssertHolds(100);
    }

    [Fact]
    public async Task KilledInTheMiddle_WhatWasAcknowledgedIsThere()
    {
        using var directory = new DataDirectory();
        await using var akka = await Running.StartSmallAsync(await AkkaJournal.OpenSqliteAsync(directory.Path));
        await akka.WriteAsync(1, 60);
        using var copy = directory.CopyAsAfterKill();
        await using var again = await Running.StartSmallAsync(await AkkaJournal.OpenSqliteAsync(copy.Path));
        again.AssertHolds(60);
        Assert.Equal(2, again.Store.Epoch);
    }
}
