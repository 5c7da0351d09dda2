namespace Orchestrator.Node.Process.Native;

/// <summary>The system refused to start a program.</summary>
internal sealed class SpawnException(string message, int error) : Exception(message)
{
    /// <summary>The errno.</summary>
    public int Error { get; } = error;
}
