namespace Orchestrator.Api.Core.V1;

/// <summary>Kernel privileges given to a container or taken from it.</summary>
[ApiType("io.k8s.api.core.v1.Capabilities")]
public sealed partial record Capabilities
{
    /// <summary>Capabilities it gets besides the default ones.</summary>
    [Field("add", 1, ListType = "atomic")]
    public ValueList<string> Add { get; init; }

    /// <summary>Default capabilities it does not get.</summary>
    [Field("drop", 2, ListType = "atomic")]
    public ValueList<string> Drop { get; init; }
}
