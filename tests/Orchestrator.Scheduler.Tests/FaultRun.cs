using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Testing;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests;

/// <summary>One seed: Pods and nodes come and go while calls fail, answers are lost, watches drop and the scheduler
/// crashes.</summary>
internal sealed class FaultRun
{
    private const int PodCount = 60;
    private const string CpuOfNode = "4";

    private readonly SimulatedActorSystem _system;
    private readonly FakeApi _api;
    private readonly Entropy _chance;
    private readonly Dictionary<string, string> _boundTo = new(StringComparer.Ordinal);
    private bool _faulty = true;

    public FaultRun(ulong seed)
    {
        _system = new(seed);
        _chance = _system.Fork("faults");
        _api = new(_system.Time, _system.Entropy)
        {
            Fault = _ => _faulty && _chance.Next(8) == 0 ? Refusal() : null,
            LostAnswer = _ => _faulty && _chance.Next(8) == 0 ? new ApiUnreachableException("answer lost") : null,
        };
    }

    public void Run()
    {
        _system.Stepped += _ => CheckBindings();
        SchedulerActor.Spawn(_system, _api, SharedInformers.Spawn(_system, "informers", _api));
        for (var i = 0; i < PodCount; i++)
        {
            _api.Put(Pod($"p{i:00}", "500m"));
            Disturb(i);
            _system.RunFor(TimeSpan.FromMilliseconds(_chance.Next(3000)));
        }
        _faulty = false;
        _api.Put(Node("roomy", "100", "400Gi", pods: 1000));
        _system.RunFor(TimeSpan.FromMinutes(7));

        Assert.DoesNotContain(_api.All<Pod>(), pod => string.IsNullOrEmpty(pod.Spec.NodeName));
    }

    private void Disturb(int i)
    {
        if (i % 10 == 0)
            _api.Put(Node("n" + i / 10, CpuOfNode));
        switch (_chance.Next(12))
        {
            case 0:
                _system.Crash("/scheduler");
                break;
            case 1:
                _api.DropWatches();
                break;
            case 2:
                _api.Compact();
                _api.FailWatches(new ApiUnreachableException("cut"));
                break;
            case 3:
                var pods = _api.All<Pod>();
                _api.Remove<Pod>("default", pods[_chance.Next(pods.Count)].Metadata.Name!);
                break;
        }
    }

    private Exception Refusal() => _chance.Next(3) switch
    {
        0 => new ApiUnreachableException("request lost"),
        1 => Statuses.TooManyRequests(1),
        _ => Statuses.InternalError("broken"),
    };

    // After every step: once bound, always there; and what is bound to a node fits it.
    private void CheckBindings()
    {
        if (_api.Revision == _checked)
            return;
        _checked = _api.Revision;
        var byNode = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var pod in _api.All<Pod>())
        {
            if (pod.Spec.NodeName is not { Length: > 0 } node)
                continue;
            Assert.Equal(node, _boundTo.GetValueOrDefault(pod.Metadata.Uid!, node));
            _boundTo[pod.Metadata.Uid!] = node;
            byNode[node] = byNode.GetValueOrDefault(node) + 1;
        }
        Assert.DoesNotContain(byNode, pair => pair.Key != "roomy" && pair.Value > 8);
    }

    private long _checked;
}
