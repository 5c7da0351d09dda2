using Orchestrator.EndToEnd.Tests.Harness;
using Orchestrator.Store.Postgres.Tests;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>A control plane that is told to join others, and given another database than theirs.</summary>
[Collection(OneAtATime.Name)]
public sealed class AkkaOtherJournalTests(PostgresServer postgres) : IClassFixture<PostgresServer>
{
    private const string Tables = "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'";
    private const string Rows = "SELECT count(*), max(ordering) FROM journal";

    [PostgresFact]
    public async Task OtherDatabase_IsRefusedByName_NothingIsChanged_AndTheSameDirectoryJoinsWithTheRightOne()
    {
        var (own, empty) = (await postgres.CreateDatabaseAsync(), await postgres.CreateDatabaseAsync());
        var others = await postgres.CreateDatabaseAsync();
        await using (var other = await AkkaMembers.FoundAsync(AkkaMembers.FreePort(), "--journal", others))
            Assert.Equal(0, await other.StopAsync());
        var port = AkkaMembers.FreePort();
        await using var first = await AkkaMembers.FoundAsync(port, "--journal", own);
        var data = AkkaMembers.NewDirectory();
        var before = await PostgresServer.QueryAsync(others, Rows);

        await IsRefusedAsync(data, port, empty, "holds no cluster");
        await IsRefusedAsync(data, port, others, "holds another cluster");

        Assert.Equal(["0"], await PostgresServer.QueryAsync(empty, Tables));
        Assert.Equal(before, await PostgresServer.QueryAsync(others, Rows));
        await new Kubectl(first.Kubeconfig).Async("create", "configmap", "by-the-first");
        await using var second = await OrchestratorProcess.StartInAsync(
            data, AkkaMembers.Launcher(AkkaMembers.FreePort(), port), "--akka", "control-plane.conf", "--journal", own);
        Assert.Equal("configmap/by-the-first\n", await new Kubectl(second.Kubeconfig).Async(
            "get", "configmap", "by-the-first", "-o", "name"));
    }

    /// <summary>It ends at once, and says which database it was given, which one the others have, and who says
    /// so.</summary>
    private static async Task IsRefusedAsync(string data, int port, string journal, string why)
    {
        var refused = await AkkaMembers.TryJoinAsync(data, port, "--journal", journal);
        Assert.True(refused.ExitCode == 1, $"{refused.ExitCode}\n{refused.Errors}");
        Assert.Equal("", refused.Output);
        Assert.Contains(why, refused.Errors);
        Assert.Contains(
            $"the control plane akka.tcp://orchestrator@127.0.0.1:{port} of the cluster that this one joins has its "
            + "journal in",
            refused.Errors);
        Assert.Contains("Nothing was changed. Start this one with the same --journal", refused.Errors);
    }
}
