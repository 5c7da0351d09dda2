namespace Orchestrator.Actors;

/// <summary>The untyped side of a reference: what death watch and stop need.</summary>
public interface IActorRef
{
    /// <summary>The place in the tree, such as <c>/control-plane/store</c>; unique among living actors.</summary>
    string Path { get; }
}

/// <summary>
/// Where to send messages for one actor. Stays valid across restarts; after a stop messages are dropped.
/// </summary>
public interface IActorRef<in TMessage> : IActorRef
{
    /// <summary>
    /// Puts the message last in the mailbox. Never fails and never blocks, whatever the mailbox holds.
    /// </summary>
    void Tell(TMessage message);

    /// <summary>
    /// As <see cref="Tell"/>, but answers false, and keeps nothing, when the mailbox holds its capacity.
    /// </summary>
    bool TryTell(TMessage message);
}
