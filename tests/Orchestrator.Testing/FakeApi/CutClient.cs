using Orchestrator.Client;

namespace Orchestrator.Testing;

/// <summary>A client whose way to the server can be cut: then every call fails before it arrives. Open watches
/// stay.</summary>
public sealed class CutClient(IApiClient inner, Func<bool> isCut) : ForwardingApiClient
{
    protected override IApiClient Target =>
        isCut() ? throw new ApiUnreachableException("the way to the server is cut") : inner;

    public override IApiClient WithLeader(LeaderToken leader) => new CutClient(inner.WithLeader(leader), isCut);
}
