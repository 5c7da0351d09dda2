namespace Orchestrator.Api.Meta.V1;

/// <summary>Which address clients of a network use.</summary>
[ApiType("io.k8s.apimachinery.pkg.apis.meta.v1.ServerAddressByClientCIDR")]
public sealed partial record ServerAddressByClientCIDR
{
    /// <summary>The clients' network.</summary>
    [Field("clientCIDR", 1, Required = true)]
    public string ClientCIDR { get; init; } = "";

    /// <summary>The server's address for them.</summary>
    [Field("serverAddress", 2, Required = true)]
    public string ServerAddress { get; init; } = "";
}
