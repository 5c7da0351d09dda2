namespace Orchestrator.Actors;

/// <summary>Our own bug: something that cannot be was seen. The supervisor decides what follows.</summary>
public sealed class InvariantException(string message) : Exception(message);
