using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Testing;

namespace Orchestrator.Hosting.Tests;

/// <summary>A cluster inside another .NET service.</summary>
public sealed class OrchestratorServiceCollectionExtensionsTests
{
    [Fact]
    public async Task Service_RunsACluster_ThatAnswersInProcessAndOverHttps()
    {
        using var host = Service(options => options.Runtime = NodeRuntime.Hollow);
        await host.StartAsync();
        var cluster = host.Services.GetRequiredService<OrchestratorService>().Cluster;

        await cluster.Api.CreateAsync(Objects.ConfigMap("inside"));
        using var http = ApiHttp.Admin(cluster.KubeconfigPath);
        var over = await http.GetAsync("/api/v1/namespaces/default/configmaps/inside");
        var made = await http.PostAsync(
            "/api/v1/namespaces/default/configmaps",
            """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"outside"}}""");

        Assert.Equal(200, over.Code);
        Assert.Equal(201, made.Code);
        var seen = await cluster.Api.GetAsync<ConfigMap>(new ObjectKey("default", "outside"));
        Assert.Equal(made.Revision, long.Parse(seen.Metadata.ResourceVersion!));
        await host.StopAsync();
    }

    [Fact]
    public async Task StoppedService_LeavesNothingBehind()
    {
        using var host = Service();
        await host.StartAsync();
        var service = host.Services.GetRequiredService<OrchestratorService>();
        var (endpoint, kubeconfig) = (service.Cluster.Endpoint, service.Cluster.KubeconfigPath);
        var sleep = ProcessTable.UniqueSleep();
        await service.Cluster.Api.CreateWhenAdmittedAsync(Objects.Sleeper("sleeper", sleep));
        await Waits.UntilAsync("the Pod's process", () => ProcessTable.WithArgument(sleep).Count == 1);

        await host.StopAsync();

        Assert.Empty(ProcessTable.WithArgument(sleep));
        Assert.False(Directory.Exists(Path.GetDirectoryName(kubeconfig)), "the temporary directory is still there");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var refused = await Assert.ThrowsAsync<SocketException>(async () => await socket.ConnectAsync(endpoint));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
        Assert.Throws<InvalidOperationException>(() => service.Cluster);
        Assert.Empty(service.LeftBehind);
    }

    [Fact]
    public async Task InjectedClient_IsTheClusters_FromItsStartOn()
    {
        using var host = Service(options => options.Runtime = NodeRuntime.Hollow);
        var api = host.Services.GetRequiredService<IApiClient>();
        var early = await Assert.ThrowsAsync<InvalidOperationException>(async () => await api.DiscoverAsync());
        Assert.Contains("has not started", early.Message);
        await host.StartAsync();

        await api.CreateAsync(Objects.ConfigMap("injected"));

        var cluster = host.Services.GetRequiredService<OrchestratorService>().Cluster;
        await cluster.Api.GetAsync<ConfigMap>(new ObjectKey("default", "injected"));
        await host.StopAsync();
    }

    [Fact]
    public async Task ServiceDisposedOfWithoutAStop_EndsTheCluster()
    {
        var host = Service(options => options.Runtime = NodeRuntime.Hollow);
        await host.StartAsync();
        var endpoint = host.Services.GetRequiredService<OrchestratorService>().Cluster.Endpoint;

        await ((IAsyncDisposable)host).DisposeAsync();

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await Assert.ThrowsAsync<SocketException>(async () => await socket.ConnectAsync(endpoint));
    }

    [Fact]
    public void Service_NotStartedYet_SaysSo()
    {
        using var host = Service();

        var error = Assert.Throws<InvalidOperationException>(
            () => host.Services.GetRequiredService<OrchestratorService>().Cluster);

        Assert.Contains("has not started", error.Message);
    }

    [Fact]
    public async Task TwoServices_RunSideBySide_AndKnowNothingOfEachOther()
    {
        using var first = Service(options => options.Runtime = NodeRuntime.Hollow);
        using var second = Service(options => options.Runtime = NodeRuntime.Hollow);
        await Task.WhenAll(first.StartAsync(), second.StartAsync());
        var clusters = new[] { first, second }
            .Select(host => host.Services.GetRequiredService<OrchestratorService>().Cluster).ToArray();

        await clusters[0].Api.CreateAsync(Objects.ConfigMap("mine"));

        Assert.NotEqual(clusters[0].Endpoint, clusters[1].Endpoint);
        var items = await clusters[1].Api.ListAsync<ConfigMap>(ListQuery.All);
        Assert.DoesNotContain(items.Items, item => item.Metadata.Name == "mine");
        await Task.WhenAll(first.StopAsync(), second.StopAsync());
    }

    private static IHost Service(Action<OrchestratorOptions>? configure = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddOrchestrator(options =>
        {
            options.Listen = new(IPAddress.Loopback, 0);
            configure?.Invoke(options);
        });
        return builder.Build();
    }
}
