namespace Orchestrator.Api.Selectors;

/// <summary>A selector that cannot be read. The message is fit for the client: it is a bad request.</summary>
public sealed class SelectorException(string message) : FormatException(message);
