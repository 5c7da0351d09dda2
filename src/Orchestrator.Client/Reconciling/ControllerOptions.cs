using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>How a reconciler is run.</summary>
public sealed record ControllerOptions
{
    public static ControllerOptions Default { get; } = new();

    /// <summary>Keys reconciled at once; kube-controller-manager's usual number.</summary>
    public int Workers { get; init; } = 5;

    /// <summary>Told of every reconciliation that failed, conflicts included; quick, and safe for threads.</summary>
    public Action<ReconcileFailure>? OnFailure { get; init; }
}

/// <summary>One failed reconciliation.</summary>
/// <param name="Failures">How often in a row this key has failed.</param>
/// <param name="GivenUp">It is not tried again before an event wakes it.</param>
public sealed record ReconcileFailure(ObjectKey Key, Exception Error, int Failures, bool GivenUp);
