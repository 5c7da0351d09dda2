namespace Orchestrator.Api.Meta.V1;

/// <summary>The versions of the core group.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIVersions")]
[Kind("v1", "APIVersions")]
public sealed partial record ApiVersions
{
    /// <summary>The versions.</summary>
    [Field("versions", 1, Always = true, ListType = "atomic", Required = true)]
    public ValueList<string> Versions { get; init; }

    /// <summary>Which address clients of which network use.</summary>
    [Field("serverAddressByClientCIDRs", 2, Always = true, ListType = "atomic", Required = true)]
    public ValueList<ServerAddressByClientCIDR> ServerAddressByClientCidrs { get; init; }
}
