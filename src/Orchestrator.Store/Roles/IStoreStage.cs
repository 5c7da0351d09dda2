using Orchestrator.Actors;
using Orchestrator.Store.History;
using Orchestrator.Store.Recovery;

namespace Orchestrator.Store.Roles;

/// <summary>The store's actor as its role sees it.</summary>
internal interface IStoreStage
{
    StoreState State { get; }

    IActorContext<StoreMessage> Context { get; }

    /// <summary>The journal has been sealed for this store: it leads from now on.</summary>
    void Lead(RecoveredStore store);

    /// <summary>Another store has sealed this one's epoch; the history is what is on disk before the seal.</summary>
    void Lose(StoreHistory history, Exception because);
}
