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
        disk.Free();
        // A server that found no room for its log has ended; one that found none for a table goes on.
        if (!cluster.Members["postgres"].IsRunning)
            await cluster.StartAsync("postgres");

        output.WriteLine($"writes again after {(await load.NextAsync()).TotalSeconds:0.00} s");
        await load.CheckAsync();
        await JournalCheck.SoundAsync(cluster, load);
    }
}
