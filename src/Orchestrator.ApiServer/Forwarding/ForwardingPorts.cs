namespace Orchestrator.ApiServer.Forwarding;

/// <summary>What a control plane needs that shares its store with others.</summary>
public sealed record ForwardingPorts(ILeaderTransport Transport)
{
    public ForwardingOptions Options { get; init; } = ForwardingOptions.Default;
}
