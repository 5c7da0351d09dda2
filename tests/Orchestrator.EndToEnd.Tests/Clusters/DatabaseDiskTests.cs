using Orchestrator.EndToEnd.Tests.Clusters.Journals;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>The disk under the database fills up.</summary>
[Collection(OneAtATime.Name)]
public sealed class DatabaseDiskTests(ITestOutputHelper output)
{
    private const int Megabytes = 400;
    private const int Writers = 4;

    [PostgresFact(NeedsRoot = true)]
    public async Task DiskFull_WritesAreRefused_AndGoOnWhenThereIsRoom()
    {
        await using var disk = await SmallDisk.MountAsync(Megabytes);
        await Run.CheckedAsync("chmod", "755", disk.Root);
        await using var cluster = await LaunchedCluster.StartInAsync(
            Directory.CreateDirectory(Path.Combine(disk.Root, "c")).FullName, "--control-planes", "2", "--nodes", "0");
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        await load.NextAsync();

        disk.Fill();
        await load.StalledAsync(TimeSpan.FromSeconds(3));
        await Task.WhenAll(cluster.ControlPlanes.Select(name => RefusedByTheLeaderAsync(cluster, name)));
        disk.Free();
        // A server that found no room for its log has ended; one that found none for a table goes on.
        if (!cluster.Members["postgres"].IsRunning)
            await cluster.StartAsync("postgres");

        output.WriteLine($"writes again after {(await load.NextAsync()).TotalSeconds:0.00} s");
        await load.CheckAsync();
        await JournalCheck.SoundAsync(cluster, load);
    }

    /// <summary>Whoever is asked knows who leads, and passes on what that one says.</summary>
    private async Task RefusedByTheLeaderAsync(LaunchedCluster cluster, string controlPlane)
    {
        using var api = cluster.Api(controlPlane);
        var answer = await api.PostAsync(
            "/api/v1/namespaces/default/configmaps",
            $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"no-room-{{{controlPlane}}}"}}""");
        output.WriteLine($"{controlPlane}: {answer.Code} {answer.Body}");
        Assert.True(answer.Code is 503 or 504, answer.Body);
        Assert.DoesNotContain("nobody leads", answer.Body);
    }
}
