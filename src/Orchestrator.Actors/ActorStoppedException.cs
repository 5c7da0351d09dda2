namespace Orchestrator.Actors;

/// <summary>An ask met an actor that has ended. The request may or may not have been handled.</summary>
public sealed class ActorStoppedException(string path) : Exception($"actor {path} has stopped")
{
    public string Path { get; } = path;
}
