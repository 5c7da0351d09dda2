namespace Orchestrator.Api.Core.V1;

/// <summary>Names for an address in the Pod's hosts file.</summary>
[ApiType("io.k8s.api.core.v1.HostAlias")]
public sealed partial record HostAlias
{
    /// <summary>The address.</summary>
    [Field("ip", 1, Required = true)]
    public string IP { get; init; } = "";

    /// <summary>Its names.</summary>
    [Field("hostnames", 2, ListType = "atomic")]
    public ValueList<string> Hostnames { get; init; }
}
