using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Orchestrator.Akka.Hosting;
using Orchestrator.Akka.Tests.Cluster;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Hosting.Tests;
using Orchestrator.Testing;

namespace Orchestrator.Akka.Tests.Hosting;

/// <summary>A member of an Akka cluster inside another .NET service.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class OrchestratorMemberServiceCollectionExtensionsTests : IAsyncLifetime
{
    private readonly TestMembers _members = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _members.DisposeAsync().AsTask();

    [Fact]
    public async Task Service_RunsAMember_WhoseApiIsInjected_AndEndsWithIt()
    {
        using var host = Service(
            _members.Options("control-plane, node", "both") with { Runtime = NodeRuntime.Process });
        var injected = host.Services.GetRequiredService<IApiClient>();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await injected.DiscoverAsync());
        await host.StartAsync().WaitAsync(TestCluster.Patience);
        var service = host.Services.GetRequiredService<OrchestratorMemberService>();
        var (member, endpoint) = (service.Member, service.Member.Endpoint!);
        var sleep = ProcessTable.UniqueSleep();

        await injected.CreateWhenAdmittedAsync(Objects.ConfigMap("inside"));
        using (var http = ApiHttp.Admin(member.KubeconfigPath!))
            Assert.Equal(200, (await http.GetAsync("/api/v1/namespaces/default/configmaps/inside")).Code);
        await injected.CreateWhenAdmittedAsync(Objects.Sleeper("sleeper", sleep));
        await Waits.UntilAsync("the Pod's process", () => ProcessTable.WithArgument(sleep).Count == 1);
        await host.StopAsync().WaitAsync(TestCluster.Patience);

        Assert.Empty(ProcessTable.WithArgument(sleep));
        await RefusedAsync(endpoint);
        Assert.True(member.Cluster.Ended.IsCompleted);
        Assert.False(service.Ended.IsCompleted, "it was asked to stop");
        Assert.Contains("has stopped", Assert.Throws<InvalidOperationException>(() => service.Member).Message);
    }

    [Fact]
    public async Task StartThatFails_FailsTheServices_AndLeavesNothing()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var options = _members.Options("control-plane");
        using (var host = Service(options with { Listen = (IPEndPoint)taken.LocalEndpoint }))
            await Assert.ThrowsAsync<IOException>(() => host.StartAsync().WaitAsync(TestCluster.Patience));

        // Its directory is free again.
        using var again = Service(options);
        await again.StartAsync().WaitAsync(TestCluster.Patience);
        await again.StopAsync().WaitAsync(TestCluster.Patience);
    }

    [Fact]
    public async Task OptionsThatCannotBeHad_FailTheStart()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddOrchestratorMember(_ => throw new FileNotFoundException("no member.conf"));
        using var host = builder.Build();

        Assert.Equal(
            "no member.conf", (await Assert.ThrowsAsync<FileNotFoundException>(() => host.StartAsync())).Message);
    }

    [Fact]
    public async Task PartThatStartsLaterFails_TheMemberLeaves()
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddOrchestratorMember(_members.Options("control-plane"));
        builder.Services.AddHostedService<Failing>();
        var host = builder.Build();
        var service = host.Services.GetRequiredService<OrchestratorMemberService>();

        await Assert.ThrowsAsync<TimeZoneNotFoundException>(() => host.StartAsync().WaitAsync(TestCluster.Patience));
        var member = service.Member;
        await Task.Run(host.Dispose).WaitAsync(TestCluster.Patience);

        Assert.True(member.Cluster.Ended.IsCompleted);
        await RefusedAsync(member.Endpoint!);
    }

    [Fact]
    public async Task NodeMember_HasNoApi_AndItsServiceEnds_WhenItIsGivenUp()
    {
        var plane = await _members.ControlPlaneAsync();
        using var host = Service(_members.Options("node", "worker-1"));
        await host.StartAsync().WaitAsync(TestCluster.Patience);
        var service = host.Services.GetRequiredService<OrchestratorMemberService>();
        await service.Member.ReadyAsync().WaitAsync(TestCluster.Patience);
        Assert.Contains(plane.Cluster.Members, member => member.HasRole(ClusterRoles.NodePrefix + "worker-1"));
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(
            async () => await host.Services.GetRequiredService<IApiClient>().GetAsync<Namespace>(new("", "default")));
        Assert.Contains("only runs nodes", refused.Message);

        plane.Down(service.Member.Cluster.Self.Address);
        await host.WaitForShutdownAsync().WaitAsync(TestCluster.Patience);

        Assert.Contains("given it up", await service.Ended.WaitAsync(TestCluster.Patience));
    }

    private static IHost Service(AkkaHostOptions options)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new());
        builder.Services.AddOrchestratorMember(options);
        return builder.Build();
    }

    private static async Task RefusedAsync(IPEndPoint endpoint)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        var refused = await Assert.ThrowsAsync<SocketException>(async () => await socket.ConnectAsync(endpoint));
        Assert.Equal(SocketError.ConnectionRefused, refused.SocketErrorCode);
    }

    private sealed class Failing : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken) => throw new TimeZoneNotFoundException();

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }
}
