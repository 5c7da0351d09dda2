using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;
using Orchestrator.Network.Proxy;
using Orchestrator.Testing;
using static Orchestrator.Network.Tests.Objects;

namespace Orchestrator.Network.Tests.Proxy;

/// <summary>One seed: Services and slices come, change and go while watches drop, calls fail and the proxy crashes.</summary>
internal sealed class ProxyFaultRun
{
    private const int ServicesMax = 6;
    private const int Changes = 80;
    private static readonly HashSet<string> Here = ["here"];

    private readonly SimulatedActorSystem _system;
    private readonly FakeApi _api;
    private readonly Entropy _chance;
    private readonly FakeDataplane _dataplane = new() { DeniesLowPorts = true };
    private bool _faulty = true;

    public ProxyFaultRun(ulong seed)
    {
        _system = new(seed);
        _chance = _system.Fork("faults");
        _api = new(_system.Time, _system.Entropy)
        {
            Fault = _ => _faulty && _chance.Next(10) == 0 ? new ApiUnreachableException("lost") : null,
        };
    }

    public void Run()
    {
        var informers = SharedInformers.Spawn(_system, "informers", _api);
        var events = EventRecorder.Spawn(_system, "events", _api, "kube-proxy");
        var options = new ProxyOptions { LocalNodes = Here };
        _system.Spawn("proxy", ProxyActor.Factory(options, _api, informers, _dataplane, events));
        for (var i = 0; i < Changes; i++)
        {
            Change("s" + _chance.Next(ServicesMax));
            Disturb();
            _system.RunFor(TimeSpan.FromMilliseconds(_chance.Next(1500)));
        }
        _faulty = false;
        _system.RunFor(TimeSpan.FromMinutes(3));
        Check();
    }

    private void Change(string name)
    {
        switch (_chance.Next(6))
        {
            case 0:
                _api.Remove<Service>("default", name);
                break;
            case 1:
                _api.Remove<EndpointSlice>("default", name);
                break;
            case 2 or 3 when _api.Find<Service>("default", name) is null:
                _api.Put(Service(name, $"127.96.1.{name[1..]}"));
                break;
            default:
                var endpoints = Enumerable.Range(1, _chance.Next(4)).Select(_ => Endpoint()).ToArray();
                // The slice may serve another Service than the last time.
                _api.Put(Slice(name, "s" + _chance.Next(ServicesMax), 8080, endpoints));
                break;
        }
    }

    private Endpoint Endpoint()
    {
        var ip = $"127.64.0.{_chance.Next(20)}";
        return _chance.Next(3) switch
        {
            0 => NotReady(ip),
            1 => Terminating(ip),
            _ => Ready(ip),
        };
    }

    private void Disturb()
    {
        switch (_chance.Next(10))
        {
            case 0:
                _system.Crash("/proxy");
                break;
            case 1:
                _api.DropWatches();
                break;
            case 2:
                _api.Compact();
                _api.FailWatches(new ApiUnreachableException("cut"));
                break;
        }
    }

    private void Check()
    {
        var slices = _api.All<EndpointSlice>();
        foreach (var service in _api.All<Service>())
        {
            var own = slices.Where(s => s.Metadata.Labels[ProxyRules.ServiceNameLabel] == service.Metadata.Name);
            Assert.Equal(ProxyRules.Of(service, own, Here), _dataplane.Of(service.Metadata.Name!));
            Assert.Equal("80=8080", service.Metadata.Annotations[SubstitutePorts.Annotation]);
        }
        Assert.Equal(_api.All<Service>().Count, _dataplane.Services.Count);
    }
}
