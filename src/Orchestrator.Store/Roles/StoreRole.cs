using Orchestrator.Actors;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Roles;

/// <summary>What a store does at a time: lead or follow. Everything runs on the store actor's turn.</summary>
internal abstract class StoreRole(IStoreStage stage)
{
    protected IStoreStage Stage => stage;

    protected StoreState State => stage.State;

    protected StoreOptions Options => stage.State.Options;

    protected IActorContext<StoreMessage> Context => stage.Context;

    protected TimeProvider Time => stage.Context.System.Time;

    protected CancellationToken Ended => stage.Context.Ended;

    public abstract void Begin();

    public abstract void On(StoreMessage message);

    /// <summary>A question has shown what the journal's newest row is.</summary>
    public abstract void Newest(JournalRow? row);

    /// <summary>The role ends, because the store ends or gets the other role.</summary>
    public abstract void End();
}
