namespace Orchestrator.Hosting;

/// <summary>The data directory cannot be used; the text says what to do.</summary>
public sealed class DataDirectoryException(string message, Exception? inner = null) : Exception(message, inner);
