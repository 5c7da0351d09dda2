using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Discovery.V1;

[ApiType("io.k8s.api.discovery.v1.Endpoint")]
public sealed partial record Endpoint
{
    [Field("addresses", 1, Always = true, ListType = "set", Required = true)]
    public ValueList<string> Addresses { get; init; }

    [Field("conditions", 2)]
    public EndpointConditions Conditions { get; init; } = EndpointConditions.Empty;

    [Field("hostname", 3, Pointer = true)]
    public string? Hostname { get; init; }

    [Field("targetRef", 4)]
    public ObjectReference? TargetRef { get; init; }

    [Field("deprecatedTopology", 5)]
    public ValueMap<string> DeprecatedTopology { get; init; }

    [Field("nodeName", 6, Pointer = true)]
    public string? NodeName { get; init; }

    [Field("zone", 7, Pointer = true)]
    public string? Zone { get; init; }

    [Field("hints", 8)]
    public EndpointHints? Hints { get; init; }
}
