namespace Orchestrator.Api.Meta.V1;

[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ServerAddressByClientCIDR")]
public sealed partial record ServerAddressByClientCIDR
{
    [Field("clientCIDR", 1, Required = true)]
    public string ClientCIDR { get; init; } = "";

    [Field("serverAddress", 2, Required = true)]
    public string ServerAddress { get; init; } = "";
}
