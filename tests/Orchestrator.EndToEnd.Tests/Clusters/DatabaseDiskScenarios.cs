using System.Collections.Concurrent;
using Orchestrator.EndToEnd.Tests.Clusters.Journals;
using Orchestrator.EndToEnd.Tests.Harness;
using Xunit.Abstractions;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>The disk under the database, and under all other members, fills up; however they are joined.</summary>
public abstract class DatabaseDiskScenarios(ITestOutputHelper output)
{
    private const int Megabytes = 400;
    private const int Writers = 4;
    private const int RowsInAPageMax = 100;
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    private readonly ConcurrentQueue<string> _foundRoom = [];

    /// <summary>What <c>cluster up</c> is told of how members are joined.</summary>
    protected abstract string[] Way { get; }

    [PostgresFact(NeedsRoot = true)]
    public async Task DiskFull_WritesAreRefused_AndGoOnWhenThereIsRoom_TheServiceAnswersThroughout()
    {
        await using var disk = await SmallDisk.MountAsync(Megabytes);
        await Run.CheckedAsync("chmod", "755", disk.Root);
        await using var cluster = await LaunchedCluster.StartInAsync(
            Directory.CreateDirectory(Path.Combine(disk.Root, "c")).FullName,
            [.. Way, "--control-planes", "2", "--nodes", "1"]);
        await using var service = await EchoService.StartAsync(cluster, replicas: 2);
        await using var load = new RetryingLoad(cluster, Writers);
        load.Start();
        await load.NextAsync();

        using var isRoom = new CancellationTokenSource();
        var filling = KeepFullAsync(disk, isRoom.Token);
        try
        {
            await load.StalledAsync(TimeSpan.FromSeconds(3));
            var refusals = await Task.WhenAll(cluster.ControlPlanes.Select(name => RefusedAsync(cluster, name)));
            Assert.Contains(refusals, text => text.Contains("no space is left", StringComparison.Ordinal));
            CheckRefusals(refusals);
        }
        finally
        {
            await isRoom.CancelAsync();
            await filling;
        }
        disk.Free();
        // A server that found no room for its log has ended; one that found none for a table goes on.
        if (!cluster.Members["postgres"].IsRunning)
            await cluster.StartAsync("postgres");

        output.WriteLine($"writes again after {(await load.NextAsync()).TotalSeconds:0.00} s");
        await load.CheckAsync();
        await CheckFoundRoomAsync(cluster);
        await JournalCheck.SoundAsync(cluster, load);
        Assert.Empty(service.Failures);
        output.WriteLine($"{load.Created.Count} acknowledged writes, {service.Answered} answers of the Service");
    }

    /// <summary>What each control plane says to whoever writes while there is no room.</summary>
    private protected abstract void CheckRefusals(string[] texts);

    /// <summary>What a program removes meanwhile, such as a file that it has written anew, makes no room.</summary>
    private static async Task KeepFullAsync(SmallDisk disk, CancellationToken until)
    {
        while (!until.IsCancellationRequested)
        {
            disk.Fill();
            await Task.WhenAny(Task.Delay(TimeSpan.FromMilliseconds(20), until));
        }
    }

    /// <summary>Writes until it is refused: the page that the database finds when somebody removes a file holds a few
    /// rows more.</summary>
    private async Task<string> RefusedAsync(LaunchedCluster cluster, string controlPlane)
    {
        using var api = cluster.Api(controlPlane);
        for (var i = 0; i < RowsInAPageMax; i++)
        {
            var name = $"no-room-{controlPlane}-{i}";
            var answer = await api.PostAsync(
                ConfigMaps, $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"}}""");
            output.WriteLine($"{controlPlane}: {answer.Code} {answer.Body}");
            if (answer.Code == 201)
            {
                _foundRoom.Enqueue(name);
                continue;
            }
            Assert.True(answer.Code is 503 or 504, answer.Body);
            return answer.Body;
        }
        throw new InvalidOperationException($"{controlPlane} goes on writing where no room is left");
    }

    private async Task CheckFoundRoomAsync(LaunchedCluster cluster)
    {
        using var api = cluster.Api(cluster.ControlPlanes.First());
        foreach (var name in _foundRoom)
            Assert.Equal(200, (await api.GetAsync($"{ConfigMaps}/{name}")).Code);
    }
}
