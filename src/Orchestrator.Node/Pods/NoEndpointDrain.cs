namespace Orchestrator.Node.Pods;

/// <summary>For nodes without a proxy near them: there is nobody to wait for.</summary>
public sealed class NoEndpointDrain : IEndpointDrain
{
    public static NoEndpointDrain Instance { get; } = new();

    public ValueTask WaitUntilRemovedAsync(string podIP, CancellationToken cancellation = default) => default;
}
