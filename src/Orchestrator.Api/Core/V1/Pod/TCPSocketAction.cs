namespace Orchestrator.Api.Core.V1;

/// <summary>Opens a TCP connection; being let in is success.</summary>
[ApiType("io.k8s.api.core.v1.TCPSocketAction")]
public sealed partial record TCPSocketAction
{
    /// <summary>The port, by number or by name.</summary>
    [Field("port", 1, Required = true)]
    public IntOrString Port { get; init; }

    /// <summary>The host; the Pod's address by default.</summary>
    [Field("host", 2)]
    public string? Host { get; init; }
}
