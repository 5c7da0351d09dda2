namespace Orchestrator.Hosting.Joining;

/// <summary>This machine cannot join, or cannot go on as it joined; the text is one line that says what to
/// do.</summary>
public sealed class JoinException(string message, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>The certificate request was decided against: the same one is not worth waiting for.</summary>
    internal bool IsDecided { get; init; }
}
