namespace Orchestrator.Api.Core.V1;

/// <summary>Sends an HTTP request; a code from 200 to 399 is success.</summary>
[ApiType("io.k8s.api.core.v1.HTTPGetAction")]
public sealed partial record HTTPGetAction
{
    /// <summary>The path to ask for; / by default.</summary>
    [Field("path", 1)]
    public string? Path { get; init; }

    /// <summary>The port to ask, by number or by name.</summary>
    [Field("port", 2, Required = true)]
    public IntOrString Port { get; init; }

    /// <summary>The host to ask; the Pod's address by default.</summary>
    [Field("host", 3)]
    public string? Host { get; init; }

    /// <summary>HTTP (the default) or HTTPS.</summary>
    [Field("scheme", 4)]
    public string? Scheme { get; init; }

    /// <summary>Headers sent along.</summary>
    [Field("httpHeaders", 5, ListType = "atomic")]
    public ValueList<HTTPHeader> HTTPHeaders { get; init; }
}
