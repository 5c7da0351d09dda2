namespace Orchestrator.Node.Runtime.Hollow;

/// <summary>How Pods without programs live.</summary>
public sealed record HollowOptions
{
    /// <summary>The range Pod addresses come from; nobody listens there.</summary>
    public string PodCidr { get; init; } = "10.64.0.0/16";

    /// <summary>How long a container takes to start.</summary>
    public TimeSpan StartLatency { get; init; }

    /// <summary>How long a container takes to end when asked; never more than its grace period.</summary>
    public TimeSpan StopLatency { get; init; }

    /// <summary>Decides about one attempt; null or a null answer: it runs until it is stopped.</summary>
    public Func<Sandbox, ContainerConfig, HollowLife?>? Life { get; init; }
}

/// <summary>A container that ends by itself.</summary>
public sealed record HollowLife(TimeSpan RunFor, int ExitCode);
