namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.APIVersions")]
[Kind("v1", "APIVersions")]
public sealed partial record ApiVersions
{
    [Field("versions", 1, Always = true, ListType = "atomic", Required = true)]
    public ValueList<string> Versions { get; init; }

    [Field("serverAddressByClientCIDRs", 2, Always = true, ListType = "atomic", Required = true)]
    public ValueList<ServerAddressByClientCIDR> ServerAddressByClientCidrs { get; init; }
}
