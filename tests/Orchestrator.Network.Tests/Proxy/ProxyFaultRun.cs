using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;
using Orchestrator.Network.Proxy;
using Orchestrator.Testing;
using static Orchestrator.Network.Tests.Objects;

namespace Orchestrator.Network.Tests.Proxy;

/// <summary>One seed: Services and slices come, change and go while watches drop, calls fail and the proxy
/// crashes.</summary>
internal sealed class ProxyFaultRun : ApiFaultRun
{
    private const int ServicesMax = 6;
    private const int Changes = 80;
    private static readonly HashSet<string> Here = ["here"];

    private readonly FakeDataplane _dataplane = new() { DeniesLowPorts = true };

    public ProxyFaultRun(ulong seed)
        : base(seed) =>
        Api.Fault = _ => IsFaulty && Chance.Next(10) == 0 ? new ApiUnreachableException("lost") : null;

    public void Run()
    {
        var informers = SharedInformers.Spawn(System, "informers", Api);
        var events = EventRecorder.Spawn(System, "events", Api, "kube-proxy");
        var options = new ProxyOptions { LocalNodes = Here };
        System.Spawn("proxy", ProxyActor.Factory(options, Api, informers, _dataplane, events));
        for (var i = 0; i < Changes; i++)
        {
            Change("s" + Chance.Next(ServicesMax));
            Disturb("/proxy", cases: 10);
            System.RunFor(TimeSpan.FromMilliseconds(Chance.Next(1500)));
        }
        IsFaulty = false;
        System.RunFor(TimeSpan.FromMinutes(3));
        Check();
    }

    private void Change(string name)
    {
        switch (Chance.Next(6))
        {
            case 0:
                Api.Remove<Service>("default", name);
                break;
            case 1:
                Api.Remove<EndpointSlice>("default", name);
                break;
            case 2 or 3 when Api.Find<Service>("default", name) is null:
                Api.Put(Service(name, $"127.96.1.{name[1..]}"));
                break;
            default:
                var endpoints = Enumerable.Range(1, Chance.Next(4)).Select(_ => Endpoint()).ToArray();
                // The slice may serve another Service than the last time.
                Api.Put(Slice(name, "s" + Chance.Next(ServicesMax), 8080, endpoints));
                break;
        }
    }

    private Endpoint Endpoint()
    {
        var ip = $"127.64.0.{Chance.Next(20)}";
        return Chance.Next(3) switch
        {
            0 => NotReady(ip),
            1 => Terminating(ip),
            _ => Ready(ip),
        };
    }

    private void Check()
    {
        var slices = Api.All<EndpointSlice>();
        foreach (var service in Api.All<Service>())
        {
            var own = slices.Where(s => s.Metadata.Labels[ProxyRules.ServiceNameLabel] == service.Metadata.Name);
            Assert.Equal(ProxyRules.Of(service, own, Here), _dataplane.Of(service.Metadata.Name!));
            Assert.Equal("80=8080", service.Metadata.Annotations[SubstitutePorts.Annotation]);
        }
        Assert.Equal(Api.All<Service>().Count, _dataplane.Services.Count);
    }
}
