namespace Orchestrator.Scheduler.Framework;

/// <summary>What a plugin says of a Pod before it sees nodes.</summary>
/// <param name="IsSkipped">The plugin has nothing to say of any node: its Filter is not called in this cycle.</param>
/// <param name="Rejection">No node will do; null otherwise.</param>
/// <param name="NodeNames">Only these nodes can do; null: all.</param>
public readonly record struct PreFilterResult(
    bool IsSkipped, Rejection? Rejection = null, IReadOnlySet<string>? NodeNames = null)
{
    public static PreFilterResult Skip => new(true);

    public static PreFilterResult Run => new(false);

    public static PreFilterResult Reject(Rejection rejection) => new(false, rejection);

    public static PreFilterResult Only(IReadOnlySet<string> nodeNames) => new(false, null, nodeNames);
}
