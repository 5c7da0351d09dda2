namespace Orchestrator.Actors.Kernel;

/// <summary>
/// Something an actor's turn does before its next message: a step of its life, or the rest of an await.
/// </summary>
internal readonly record struct Signal(string Name, SendOrPostCallback Run, object? State);
