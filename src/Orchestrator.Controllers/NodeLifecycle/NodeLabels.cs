namespace Orchestrator.Controllers.NodeLifecycle;

/// <summary>Keeps the old names of two Node labels equal to their stable ones, as Kubernetes still does.</summary>
public static class NodeLabels
{
    private static readonly (string Stable, string Beta)[] Pairs =
    [
        ("kubernetes.io/os", "beta.kubernetes.io/os"),
        ("kubernetes.io/arch", "beta.kubernetes.io/arch"),
    ];

    public static ValueMap<string> WithBeta(ValueMap<string> labels)
    {
        foreach (var (stable, beta) in Pairs)
        {
            if (labels.TryGetValue(stable, out var value) && labels[beta] != value)
                labels = labels.With(beta, value);
        }
        return labels;
    }
}
