namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIGroup")]
[Kind("v1", "APIGroup")]
public sealed partial record ApiGroup
{
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    [Field("versions", 2, Always = true, ListType = "atomic", Required = true)]
    public ValueList<GroupVersionForDiscovery> Versions { get; init; }

    [Field("preferredVersion", 3)]
    public GroupVersionForDiscovery PreferredVersion { get; init; } = GroupVersionForDiscovery.Empty;

    [Field("serverAddressByClientCIDRs", 4, ListType = "atomic")]
    public ValueList<ServerAddressByClientCIDR> ServerAddressByClientCidrs { get; init; }
}
