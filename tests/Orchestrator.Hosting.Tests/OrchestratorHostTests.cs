using System.Net;
using System.Net.Sockets;
using Orchestrator.Api;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;
using Orchestrator.Store.Journals;
using Orchestrator.Testing;

namespace Orchestrator.Hosting.Tests;

/// <summary>Start, stop and start again over one data directory.</summary>
public sealed class OrchestratorHostTests : IDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("orchestrator-hosting-").FullName;

    public void Dispose() => Directory.Delete(_data, recursive: true);

    [Fact]
    public async Task DataDirectory_KeepsTheCluster()
    {
        await using (var first = await OrchestratorHost.StartAsync(Options(NodeRuntime.Hollow)))
            await first.Api.CreateAsync(Objects.ConfigMap("kept"));

        await using var second = await OrchestratorHost.StartAsync(Options(NodeRuntime.Hollow));

        Assert.Equal("kept", (await second.Api.GetAsync<ConfigMap>(new ObjectKey("default", "kept"))).Metadata.Name);
    }

    [Fact]
    public async Task OlderCluster_WithServicesOfAnotherRange_IsNotStarted_AndTheyAreNamed()
    {
        var options = Options(NodeRuntime.Hollow);
        await using (var older = await OrchestratorHost.StartAsync(options with { ServiceCidr = "127.112.0.0/16" }))
        {
            await older.Api.CreateAsync(Objects.Service("web"));
            await older.Api.CreateAsync(Objects.Service("headless", "None"));
            // What no version before it was recorded had.
            await older.Api.DeleteAsync(ApiKinds.Of<ConfigMap>(), ClusterSettings.Key);
        }

        var refused = await Assert.ThrowsAsync<JournalException>(() => OrchestratorHost.StartAsync(options));

        Assert.Contains("--service-cidr 127.96.0.0/12,", refused.Message);
        Assert.Contains("default/kubernetes (127.112.0.1)", refused.Message);
        Assert.Contains("default/web (127.112.", refused.Message);
        Assert.DoesNotContain("headless", refused.Message);
        await using var again = await OrchestratorHost.StartAsync(options with { ServiceCidr = "127.112.0.0/16" });
        var settings = await again.Api.GetAsync<ConfigMap>(ClusterSettings.Key);
        Assert.Equal("127.112.0.0/16", settings.Data["serviceSubnet"]);
    }

    [Fact]
    public async Task SecondHost_OnTheSameDirectory_IsRefused_AndTheFirstServesOn()
    {
        await using var first = await OrchestratorHost.StartAsync(Options(NodeRuntime.Hollow));

        var refused = await Assert.ThrowsAsync<DataDirectoryLockedException>(
            () => OrchestratorHost.StartAsync(Options(NodeRuntime.Hollow)));

        Assert.StartsWith($"the data directory {_data} is in use by process {Environment.ProcessId};", refused.Message);
        await first.Api.CreateAsync(Objects.ConfigMap("still"));
    }

    [Fact]
    public async Task DirectoryThatCannotBe_IsRefusedByName()
    {
        var file = Path.Combine(_data, "file");
        await File.WriteAllTextAsync(file, "not a directory");

        var refused = await Assert.ThrowsAsync<DataDirectoryException>(
            () => OrchestratorHost.StartAsync(
                Options(NodeRuntime.Hollow) with { DataDirectory = Path.Combine(file, "data") }));

        Assert.Contains(file, refused.Message);
    }

    [Fact]
    public async Task PortInUse_IsRefused_AndLetsGoOfTheDirectory()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var options = Options(NodeRuntime.Hollow) with { Listen = (IPEndPoint)taken.LocalEndpoint };

        await Assert.ThrowsAnyAsync<IOException>(() => OrchestratorHost.StartAsync(options));

        await using var again = await OrchestratorHost.StartAsync(Options(NodeRuntime.Hollow));
    }

    [Fact]
    public async Task NodeThatCannotStart_EndsAllThatHasStarted()
    {
        // A file where the second node's directory is to be.
        var second = Path.Combine(_data, "nodes", "n-1");
        Directory.CreateDirectory(Path.GetDirectoryName(second)!);
        await File.WriteAllTextAsync(second, "");
        var options = Options() with { Nodes = 2, NodeName = "n" };

        await Assert.ThrowsAnyAsync<IOException>(() => OrchestratorHost.StartAsync(options));

        File.Delete(second);
        await using var again = await OrchestratorHost.StartAsync(options);
        Assert.Equal(["n", "n-1"], again.NodeNames);
    }

    [Fact]
    public async Task KeptWorkloads_LiveOn_AndAreTakenOver()
    {
        var sleep = ProcessTable.UniqueSleep();
        await using (var first = await OrchestratorHost.StartAsync(Options() with { KeepWorkloads = true }))
        {
            await first.Api.CreateWhenAdmittedAsync(Objects.Sleeper("kept", sleep));
            await Waits.UntilAsync("the Pod's process", () => ProcessTable.WithArgument(sleep).Count == 1);
        }
        var pid = Assert.Single(ProcessTable.WithArgument(sleep));

        await using (var second = await OrchestratorHost.StartAsync(Options()))
        {
            await second.Api.CreateWhenAdmittedAsync(Objects.Sleeper("other", ProcessTable.UniqueSleep()));
            await Waits.UntilAsync("the Pod to be ready", () => Restarts(second) is not null);
            Assert.Equal(0, Restarts(second));
            Assert.Equal(pid, Assert.Single(ProcessTable.WithArgument(sleep)));
        }

        Assert.Empty(ProcessTable.WithArgument(sleep));
    }

    [Fact]
    public async Task SeveralNodes_AllRegister()
    {
        await using var cluster = await OrchestratorHost.StartAsync(
            Options(NodeRuntime.Hollow) with { Nodes = 3, NodeName = "n" });

        Assert.Equal(["n", "n-1", "n-2"], cluster.NodeNames);
        await Waits.UntilAsync("three nodes", () => cluster.Store.Current.Count("/registry/nodes/") == 3);
    }

    private static int? Restarts(OrchestratorHost cluster) =>
        ((Pod)cluster.Store.Current.Get("/registry/pods/default/kept")!.Value.Object).Status.ContainerStatuses
            .FirstOrDefault(status => status.Ready)?.RestartCount;

    private OrchestratorOptions Options(NodeRuntime runtime = NodeRuntime.Process) =>
        new() { DataDirectory = _data, Listen = new(IPAddress.Loopback, 0), Runtime = runtime };
}
