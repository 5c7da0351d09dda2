namespace Orchestrator.Client;

/// <summary>What a led tree is given: the token of its leadership, and clients that write under it.</summary>
public sealed class Leadership
{
    private readonly Action _ended;

    internal Leadership(LeaderToken token, Action ended)
    {
        Token = token;
        _ended = ended;
    }

    public LeaderToken Token { get; }

    /// <summary>The client for everything the tree writes, events too. The first write that is refused because the
    /// Lease has passed on ends the tree; its elector then stands again.</summary>
    public IApiClient Attach(IApiClient api) => new LedApiClient(api.WithLeader(Token), _ended);
}
