namespace Orchestrator.Actors.Kernel;

/// <summary>The living children of one incarnation, or the living roots of a system, by name.</summary>
/// <remarks>Changed on the owner's turn; may be looked at from any thread, for <see cref="LivingActors"/>.</remarks>
internal sealed class Children
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, ActorCell> _byName = [];

    public bool IsEmpty
    {
        get
        {
            lock (_lock)
                return _byName.Count == 0;
        }
    }

    /// <summary>In the order they were spawned.</summary>
    public ActorCell[] InOrder
    {
        get
        {
            lock (_lock)
                return [.. _byName.Values.OrderBy(static cell => cell.Serial)];
        }
    }

    /// <exception cref="InvalidOperationException">The name is taken.</exception>
    public void Add(string name, ActorCell cell)
    {
        lock (_lock)
        {
            if (!_byName.TryAdd(name, cell))
                throw new InvalidOperationException($"{cell.Path} is alive");
        }
    }

    public void Remove(ActorCell cell)
    {
        lock (_lock)
            _byName.Remove(cell.Name);
    }

    public void StopAll()
    {
        if (IsEmpty)
            return;
        foreach (var cell in InOrder)
            cell.Stop();
    }
}
