namespace Orchestrator.Api.Core.V1;

/// <summary>A port at which a daemon answers.</summary>
[ApiType("io.k8s.api.core.v1.DaemonEndpoint")]
public sealed partial record DaemonEndpoint
{
    /// <summary>The port's number.</summary>
    [Field("Port", 1, Always = true, Required = true)]
    public int Port { get; init; }
}
