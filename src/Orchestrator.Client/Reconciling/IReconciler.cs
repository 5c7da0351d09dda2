using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>Brings one object's world to what its spec asks for. Level-based: it reads what is, not what
/// happened.</summary>
/// <remarks>
/// Run by <see cref="ControllerActor"/>: never twice at once for one key, several keys at once. An exception is a
/// back-off, except <see cref="Actors.InvariantException"/>, which restarts the controller.
/// </remarks>
public interface IReconciler
{
    /// <summary>What it reads and what wakes it; asked for once.</summary>
    WatchPlan Watches { get; }

    /// <param name="key">An object of the plan's kind, which may be gone by now.</param>
    /// <param name="ct">Cancelled when the controller stops.</param>
    ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct);
}
