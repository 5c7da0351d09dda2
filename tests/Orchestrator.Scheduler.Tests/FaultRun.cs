using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Testing;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests;

/// <summary>One seed: Pods and nodes come and go while calls fail, answers are lost, watches drop and the scheduler
/// crashes.</summary>
internal sealed class FaultRun : ApiFaultRun
{
    private const int PodCount = 60;
    private const string CpuOfNode = "4";

    private readonly Dictionary<string, string> _boundTo = new(StringComparer.Ordinal);
    private long _checked;

    public FaultRun(ulong seed)
        : base(seed)
    {
        Api.Fault = _ => IsFaulty && Chance.Next(8) == 0 ? Refusal() : null;
        Api.LostAnswer = _ => IsFaulty && Chance.Next(8) == 0 ? new ApiUnreachableException("answer lost") : null;
    }

    public void Run()
    {
        System.Stepped += _ => CheckBindings();
        SchedulerActor.Spawn(System, Api, SharedInformers.Spawn(System, "informers", Api));
        for (var i = 0; i < PodCount; i++)
        {
            Api.Put(Pod($"p{i:00}", "500m"));
            Disturb(i);
            System.RunFor(TimeSpan.FromMilliseconds(Chance.Next(3000)));
        }
        IsFaulty = false;
        Api.Put(Node("roomy", "100", "400Gi", pods: 1000));
        System.RunFor(TimeSpan.FromMinutes(7));

        Assert.DoesNotContain(Api.All<Pod>(), pod => string.IsNullOrEmpty(pod.Spec.NodeName));
    }

    private void Disturb(int i)
    {
        if (i % 10 == 0)
            Api.Put(Node("n" + i / 10, CpuOfNode));
        if (Disturb("/scheduler", cases: 12) != 3)
            return;
        var pods = Api.All<Pod>();
        Api.Remove<Pod>("default", pods[Chance.Next(pods.Count)].Metadata.Name!);
    }

    private Exception Refusal() => Chance.Next(3) switch
    {
        0 => new ApiUnreachableException("request lost"),
        1 => Statuses.TooManyRequests(1),
        _ => Statuses.InternalError("broken"),
    };

    // After every step: once bound, always there; and what is bound to a node fits it.
    private void CheckBindings()
    {
        if (Api.Revision == _checked)
            return;
        _checked = Api.Revision;
        var byNode = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var pod in Api.All<Pod>())
        {
            if (pod.Spec.NodeName is not { Length: > 0 } node)
                continue;
            Assert.Equal(node, _boundTo.GetValueOrDefault(pod.Metadata.Uid!, node));
            _boundTo[pod.Metadata.Uid!] = node;
            byNode[node] = byNode.GetValueOrDefault(node) + 1;
        }
        Assert.DoesNotContain(byNode, pair => pair.Key != "roomy" && pair.Value > 8);
    }
}
