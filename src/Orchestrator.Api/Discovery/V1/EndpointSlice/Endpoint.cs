using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Discovery.V1;

/// <summary>One place to which a Service's traffic goes.</summary>
[ApiType("io.k8s.api.discovery.v1.Endpoint")]
public sealed partial record Endpoint
{
    /// <summary>Its addresses, of the slice's type; any of them will do.</summary>
    [Field("addresses", 1, Always = true, ListType = "set", Required = true)]
    public ValueList<string> Addresses { get; init; }

    /// <summary>Whether it takes traffic.</summary>
    [Field("conditions", 2)]
    public EndpointConditions Conditions { get; init; } = EndpointConditions.Empty;

    /// <summary>Its host name, a DNS label.</summary>
    [Field("hostname", 3, Pointer = true)]
    public string? Hostname { get; init; }

    /// <summary>The object behind it, such as a Pod.</summary>
    [Field("targetRef", 4)]
    public ObjectReference? TargetRef { get; init; }

    /// <summary>Where it is, as older versions said it; not written any more.</summary>
    [Field("deprecatedTopology", 5)]
    public ValueMap<string> DeprecatedTopology { get; init; }

    /// <summary>The node it is on.</summary>
    [Field("nodeName", 6, Pointer = true)]
    public string? NodeName { get; init; }

    /// <summary>The zone it is in.</summary>
    [Field("zone", 7, Pointer = true)]
    public string? Zone { get; init; }

    /// <summary>Who should use it.</summary>
    [Field("hints", 8)]
    public EndpointHints? Hints { get; init; }
}
