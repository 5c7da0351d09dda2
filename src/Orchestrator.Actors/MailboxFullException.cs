namespace Orchestrator.Actors;

/// <summary>An ask met a mailbox that holds its capacity. The request was not kept: try again later.</summary>
public sealed class MailboxFullException(string path) : Exception($"the mailbox of {path} is full")
{
    public string Path { get; } = path;
}
