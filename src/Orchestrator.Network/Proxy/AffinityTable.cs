namespace Orchestrator.Network.Proxy;

/// <summary>Which endpoint each client had, forgotten a while after its last connection. Bounded: the longest
/// unseen goes first.</summary>
/// <remarks>Not safe for threads: its rotation locks. The list is in order of last use, so expiry and eviction look
/// at its end only.</remarks>
internal sealed class AffinityTable(TimeSpan kept, int clientsMax)
{
    private readonly Dictionary<string, LinkedListNode<Entry>> _byClient = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> _newestFirst = new();

    public int Count => _byClient.Count;

    public ProxyEndpoint? Find(string client, DateTimeOffset now)
    {
        while (_newestFirst.Last is { } oldest && oldest.Value.Seen + kept <= now)
            Forget(oldest);
        return _byClient.TryGetValue(client, out var entry) ? entry.Value.Endpoint : null;
    }

    public void Remember(string client, ProxyEndpoint endpoint, DateTimeOffset now)
    {
        if (_byClient.TryGetValue(client, out var known))
            Forget(known);
        else if (_byClient.Count >= clientsMax)
            Forget(_newestFirst.Last!);
        _byClient.Add(client, _newestFirst.AddFirst(new Entry(client, endpoint, now)));
    }

    private void Forget(LinkedListNode<Entry> entry)
    {
        _newestFirst.Remove(entry);
        _byClient.Remove(entry.Value.Client);
    }

    private readonly record struct Entry(string Client, ProxyEndpoint Endpoint, DateTimeOffset Seen);
}
