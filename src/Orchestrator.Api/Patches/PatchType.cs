namespace Orchestrator.Api.Patches;

public enum PatchType
{
    /// <summary>RFC 6902.</summary>
    Json,

    /// <summary>RFC 7386.</summary>
    Merge,

    /// <summary>Kubernetes' strategic merge, by the kind's own list keys.</summary>
    StrategicMerge,
}
