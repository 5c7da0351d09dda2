namespace Orchestrator.Actors.Kernel;

/// <summary>Decides, when a message leaves the mailbox, whether it still holds: a cancelled timer's does not.</summary>
internal interface IGate
{
    /// <summary>Called once per message, on the receiver's turn, right before it would be handled.</summary>
    bool TryPass();
}
