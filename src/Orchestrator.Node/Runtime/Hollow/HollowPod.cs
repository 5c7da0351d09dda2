namespace Orchestrator.Node.Runtime.Hollow;

/// <summary>One hollow sandbox with its containers, kept by name and then newest attempt first.</summary>
internal sealed class HollowPod(Sandbox sandbox)
{
    private readonly List<RuntimeContainer> _containers = [];

    public Sandbox Sandbox { get; } = sandbox;

    public IReadOnlyList<RuntimeContainer> Containers => _containers;

    public SortedDictionary<string, HollowLife> Lives { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<RuntimeContainer> Snapshot() => [.. _containers];

    public RuntimeContainer? Find(string id) => _containers.Find(c => c.Id == id);

    public void Add(RuntimeContainer container)
    {
        var at = _containers.FindIndex(c => string.CompareOrdinal(c.Name, container.Name) is var order
            && (order > 0 || (order == 0 && c.Attempt <= container.Attempt)));
        _containers.Insert(at < 0 ? _containers.Count : at, container);
    }

    public void Change(string id, Func<RuntimeContainer, RuntimeContainer> change)
    {
        var at = _containers.FindIndex(c => c.Id == id);
        if (at >= 0)
            _containers[at] = change(_containers[at]);
    }

    public void Remove(string id)
    {
        _containers.RemoveAll(c => c.Id == id);
        Lives.Remove(id);
    }
}
