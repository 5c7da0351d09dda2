namespace Orchestrator.Store;

/// <summary>Who writes the journal, as far as this store knows.</summary>
/// <param name="Epoch">The newest leadership that is known; 0 before the first.</param>
/// <param name="IsLeader">It is this store: writes are taken here.</param>
/// <param name="Leader">The leader's advertised API address, <c>host:port</c>: this store's own where it leads. Null
/// when nobody is known to lead, or when the leader advertises none.</param>
public sealed record StoreLeadership(long Epoch, bool IsLeader, string? Leader)
{
    public static StoreLeadership None { get; } = new(0, false, null);
}
