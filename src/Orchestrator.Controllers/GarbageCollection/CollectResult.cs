namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>How a <see cref="GarbageTask"/> ended.</summary>
public enum CollectOutcome
{
    Done,

    /// <summary>The API has no such object.</summary>
    Gone,

    /// <summary>It exists, and its watch has not shown it yet.</summary>
    NotYetSeen,

    Failed,
}

/// <param name="Error">For <see cref="CollectOutcome.Failed"/>.</param>
public readonly record struct CollectResult(CollectOutcome Outcome, Exception? Error = null);
