namespace Orchestrator.Api.Meta.V1;

/// <summary>An API group and its versions.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIGroup")]
[Kind("v1", "APIGroup")]
public sealed partial record ApiGroup
{
    /// <summary>The group's name.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Its versions.</summary>
    [Field("versions", 2, Always = true, ListType = "atomic", Required = true)]
    public ValueList<GroupVersionForDiscovery> Versions { get; init; }

    /// <summary>The version the server prefers.</summary>
    [Field("preferredVersion", 3)]
    public GroupVersionForDiscovery PreferredVersion { get; init; } = GroupVersionForDiscovery.Empty;

    /// <summary>Which address clients of which network use.</summary>
    [Field("serverAddressByClientCIDRs", 4, ListType = "atomic")]
    public ValueList<ServerAddressByClientCIDR> ServerAddressByClientCidrs { get; init; }
}
