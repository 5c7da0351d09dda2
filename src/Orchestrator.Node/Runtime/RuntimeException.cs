namespace Orchestrator.Node.Runtime;

/// <summary>A container could not be made or started. The reason and message are shown to the Pod's owner.</summary>
/// <param name="reason"><c>CreateContainerError</c>, <c>CreateContainerConfigError</c> or
/// <c>RunContainerError</c>.</param>
/// <param name="message">What is wrong and what to do about it.</param>
public sealed class RuntimeException(string reason, string message, Exception? inner = null) : Exception(message, inner)
{
    public string Reason { get; } = reason;
}
