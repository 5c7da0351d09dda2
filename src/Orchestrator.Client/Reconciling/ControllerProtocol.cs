namespace Orchestrator.Client;

/// <summary>Messages of a <see cref="ControllerActor"/>.</summary>
public abstract record ControllerMessage;

/// <summary>Looks at one key now, whatever has changed.</summary>
public sealed record ReconcileNow(Api.ObjectKey Key) : ControllerMessage;

internal sealed record ObjectsChanged(object Incarnation, PlannedWatch Watch, InformerBatch Batch) : ControllerMessage;

internal sealed record Reconciled(object Incarnation, int Worker, Api.ObjectKey Key, Outcome Outcome)
    : ControllerMessage;
