namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.HostAlias")]
public sealed partial record HostAlias
{
    [Field("ip", 1, Required = true)]
    public string IP { get; init; } = "";

    [Field("hostnames", 2, ListType = "atomic")]
    public ValueList<string> Hostnames { get; init; }
}
