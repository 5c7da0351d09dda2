namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>An object's owners by what became of them.</summary>
public sealed class OwnerStanding
{
    /// <summary>They exist.</summary>
    public List<OwnerReference> Solid { get; } = [];

    /// <summary>They do not exist.</summary>
    public List<OwnerReference> Dangling { get; } = [];

    /// <summary>They are in foreground deletion and wait for this object, or others, to go.</summary>
    public List<OwnerReference> Waiting { get; } = [];
}
