namespace Orchestrator.Node.Tests;

/// <summary>Pods as tests need them: bound, with one container named app.</summary>
internal static class TestPods
{
    public static Container App { get; } = new() { Name = "app", Image = "web", Command = ["web"] };

    public static Pod Bound(string name, params ReadOnlySpan<Container> containers) => new()
    {
        Metadata = new() { Namespace = "default", Name = name },
        Spec = new()
        {
            NodeName = SimulatedNode.Name,
            RestartPolicy = "Always",
            TerminationGracePeriodSeconds = 30,
            Containers = containers.IsEmpty ? [App] : [.. containers],
        },
        Status = new() { Phase = "Pending" },
    };

    public static Pod With(this Pod pod, Func<PodSpec, PodSpec> change) => pod with { Spec = change(pod.Spec) };

    public static string Condition(this Pod pod, string type) =>
        pod.Status.Conditions.First(condition => condition.Type == type).Status;
}
