using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Scheduler.Framework;

namespace Orchestrator.Scheduler.Tests;

/// <summary>Pods and Nodes in a few words.</summary>
internal static class Objects
{
    public static Pod Pod(string name, string? cpu = null, string? memory = null, string ns = "default") => new()
    {
        Metadata = new() { Namespace = ns, Name = name, Uid = "uid-" + name },
        Spec = new() { Containers = [Container("app", cpu, memory)], SchedulerName = "default-scheduler" },
    };

    public static Container Container(string name, string? cpu = null, string? memory = null) => new()
    {
        Name = name,
        Resources = new() { Requests = Amounts(cpu, memory) },
    };

    public static Node Node(string name, string cpu = "4", string memory = "8Gi", int pods = 110) => new()
    {
        Metadata = new() { Name = name, Uid = "uid-" + name, Labels = ValueMap.Of(("kubernetes.io/hostname", name)) },
        Status = new() { Allocatable = Amounts(cpu, memory).With("pods", Quantity.Of(pods)) },
    };

    public static ValueMap<Quantity> Amounts(string? cpu, string? memory)
    {
        var amounts = ValueMap<Quantity>.Empty;
        if (cpu is not null)
            amounts = amounts.With("cpu", Quantity.Parse(cpu));
        return memory is null ? amounts : amounts.With("memory", Quantity.Parse(memory));
    }

    public static Pod On(this Pod pod, string node) => pod with { Spec = pod.Spec with { NodeName = node } };

    public static Pod WithSpec(this Pod pod, Func<PodSpec, PodSpec> change) => pod with { Spec = change(pod.Spec) };

    public static Node WithTaint(this Node node, string key, string? value, string effect) => node with
    {
        Spec = node.Spec with { Taints = node.Spec.Taints.Add(new() { Key = key, Value = value, Effect = effect }) },
    };

    public static Node WithLabel(this Node node, string key, string value) => node with
    {
        Metadata = node.Metadata with { Labels = node.Metadata.Labels.With(key, value) },
    };

    public static PodInfo Info(this Pod pod) => new(pod);

    public static NodeInfo Info(this Node node, params Pod[] pods)
    {
        var info = new NodeInfo(node.Metadata.Name!);
        info.SetNode(node);
        foreach (var pod in pods)
            info.AddPod(new(pod));
        return info;
    }
}
