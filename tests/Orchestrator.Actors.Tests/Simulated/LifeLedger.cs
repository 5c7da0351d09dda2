namespace Orchestrator.Actors.Tests.Simulated;

/// <summary>
/// Which incarnations are alive, by path; complains when two of one actor overlap or a parent ends before a child.
/// </summary>
internal sealed class LifeLedger
{
    private readonly SortedDictionary<string, object> _living = new(StringComparer.Ordinal);

    public int Started { get; private set; }

    public int Living => _living.Count;

    public void Begin(string path, object incarnation)
    {
        Started++;
        if (!_living.TryAdd(path, incarnation))
            throw new InvariantException($"two incarnations of {path}");
    }

    public void End(string path, object incarnation)
    {
        if (!_living.TryGetValue(path, out var current) || current != incarnation)
            throw new InvariantException($"an incarnation of {path} stopped that was not alive");
        _living.Remove(path);
        if (_living.Keys.FirstOrDefault(other => other.StartsWith($"{path}/", StringComparison.Ordinal)) is { } orphan)
            throw new InvariantException($"{path} stopped before {orphan}");
    }
}
