namespace Orchestrator.Client;

/// <summary>No answer came. A write may have happened or not: read before trying again.</summary>
public sealed class ApiUnreachableException(string message, Exception? inner = null) : Exception(message, inner);
