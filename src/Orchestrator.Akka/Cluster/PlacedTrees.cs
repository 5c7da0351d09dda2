namespace Orchestrator.Akka.Cluster;

/// <summary>The singletons' trees that run on this member now.</summary>
internal sealed class PlacedTrees
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, TaskCompletionSource> _running = new(StringComparer.Ordinal);

    public void Began(string name)
    {
        lock (_gate)
            _running[name] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    public void Ended(string name)
    {
        lock (_gate)
        {
            if (_running.Remove(name, out var ended))
                ended.SetResult();
        }
    }

    /// <summary>Completes when all that run beside that one have ended.</summary>
    public Task OthersEnded(string name)
    {
        lock (_gate)
            return Task.WhenAll(_running.Where(tree => tree.Key != name).Select(tree => tree.Value.Task));
    }
}
