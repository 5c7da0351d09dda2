using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Allocation;

public class ServiceAllocatorTests
{
    // Room for 14 addresses and 20 ports: enough to run out of.
    private static readonly ApiServerOptions Small = new()
    {
        ServiceCidr = "10.0.0.0/28",
        NodePortMin = 30000,
        NodePortMax = 30019,
    };

    private readonly SimulatedServer _server = new(options: Small);

    [Fact]
    public void ClusterService_GetsAnAddressAndItsFamily()
    {
        var service = _server.Create(Objects.Service("a"));

        Assert.StartsWith("10.0.0.", service.Spec.ClusterIP);
        Assert.Equal([service.Spec.ClusterIP!], service.Spec.ClusterIPs);
        Assert.Equal(["IPv4"], service.Spec.IPFamilies);
        Assert.Equal("SingleStack", service.Spec.IPFamilyPolicy);
        Assert.Equal(0, service.Spec.Ports[0].NodePort);
    }

    [Fact]
    public void Headless_GetsNone()
    {
        var value = Objects.Service("a");
        var service = _server.Create(value with { Spec = value.Spec with { ClusterIP = "None" } });
        Assert.Equal("None", service.Spec.ClusterIP);
        Assert.Equal(["None"], service.Spec.ClusterIPs);
    }

    [Fact]
    public void NodePort_GetsPortAndAddress()
    {
        var service = _server.Create(Objects.Service("a", "NodePort"));
        Assert.InRange(service.Spec.Ports[0].NodePort, 30000, 30019);
        Assert.NotEmpty(service.Spec.ClusterIP!);
    }

    [Fact]
    public void ConcurrentCreates_NeverShareAnAddressOrPort()
    {
        var names = Enumerable.Range(0, 14).Select(i => $"s{i}");
        _server.System.Run(async () => await Task.WhenAll(
            names.Select(n => _server.Admin.CreateAsync(Objects.Service(n, "NodePort")).AsTask())));

        var services = _server.Run(api => api.ListAsync<Service>(ListQuery.All)).Items.Cast<Service>().ToList();
        Assert.Equal(14, services.Select(s => s.Spec.ClusterIP).Distinct().Count());
        Assert.Equal(14, services.Select(s => s.Spec.Ports[0].NodePort).Distinct().Count());

        var refused = _server.Refused(async api => await api.CreateAsync(Objects.Service("more")));
        Assert.Contains("range is full", refused.Message);
    }

    [Fact]
    public void DeletedService_FreesItsAddress()
    {
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 14; i++)
                _server.Create(Objects.Service($"s{i}"));
            for (var i = 0; i < 14; i++)
                _server.Run(async api => await api.DeleteAsync<Service>(new("default", $"s{i}")));
            _server.System.RunUntilIdle();
        }
    }

    [Fact]
    public void RefusedCreate_KeepsNothing()
    {
        _server.Create(Objects.Service("taken"));
        for (var i = 0; i < 40; i++)
            Assert.Throws<StatusException>(() => _server.Create(Objects.Service("taken")));
        for (var i = 0; i < 13; i++)
            _server.Create(Objects.Service($"s{i}"));
    }

    [Fact]
    public void CreatesThatAFullDiskRefused_KeepNothing()
    {
        var server = new SimulatedServer(options: Small, isOnDisk: true);
        server.Disk.IsFull = true;
        for (var i = 0; i < 40; i++)
            Assert.Equal(
                503, server.Refused(async api => await api.CreateAsync(Objects.Service("s", "NodePort"))).Code);

        server.Disk.IsFull = false;
        for (var i = 0; i < 14; i++)
            server.Create(Objects.Service($"s{i}", "NodePort"));
    }

    [Fact]
    public void AddressAskedFor_IsTakenOnce()
    {
        Service Asking(string name, string ip)
        {
            var value = Objects.Service(name);
            return value with { Spec = value.Spec with { ClusterIP = ip } };
        }

        Assert.Equal("10.0.0.9", _server.Create(Asking("a", "10.0.0.9")).Spec.ClusterIP);
        var taken = _server.Refused(async api => await api.CreateAsync(Asking("b", "10.0.0.9")));
        var outside = _server.Refused(async api => await api.CreateAsync(Asking("b", "10.1.0.9")));

        Assert.Equal(422, taken.Code);
        Assert.Contains("provided IP is already allocated", taken.Message);
        Assert.Contains("not in the valid range", outside.Message);
    }

    [Fact]
    public void Update_KeepsAddressAndPorts_AndANewPortGetsOne()
    {
        var created = _server.Create(Objects.Service("a", "NodePort"));
        var ports = created.Spec.Ports;

        var updated = _server.Run(api => api.UpdateAsync(created with
        {
            Spec = created.Spec with
            {
                Ports = [ports[0] with { Name = "one" }, new ServicePort { Name = "two", Port = 81 }],
            },
        }));

        Assert.Equal(created.Spec.ClusterIP, updated.Spec.ClusterIP);
        Assert.Equal(ports[0].NodePort, updated.Spec.Ports[0].NodePort);
        Assert.NotEqual(0, updated.Spec.Ports[1].NodePort);
        Assert.NotEqual(ports[0].NodePort, updated.Spec.Ports[1].NodePort);
    }

    [Fact]
    public void StoredServices_AreKnownAfterARestart()
    {
        for (var i = 0; i < 10; i++)
            _server.Create(Objects.Service($"s{i}"));

        // A second server over the same store, as after a restart.
        var again = _server.System.Run(() => ApiServerCore.StartAsync(
            new ApiServerPorts(_server.System, _server.Store, _server.Nodes) { TreeName = "again" }, Small));
        var api = again.ClientFor(Requests.UserIdentity.ApiServer);
        for (var i = 10; i < 14; i++)
            _server.System.Run(() => api.CreateAsync(Objects.Service($"s{i}")));

        var services = _server.Run(a => a.ListAsync<Service>(ListQuery.All)).Items.Cast<Service>();
        Assert.Equal(14, services.Select(s => s.Spec.ClusterIP).Distinct().Count());
    }
}
