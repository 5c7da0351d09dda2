using System.Globalization;
using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Selection;
using Orchestrator.Client;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Watching;

/// <summary>One open watch: what it selects, how far it has seen, and the queue its reader takes from.</summary>
/// <remarks>The hub alone moves it on (<c>Consider</c>, <c>Flush</c>, <c>Bookmark</c>), the reader alone takes.
/// Invariant: its reader sees each
/// change after <c>After</c> that it selects, once, in revision order, or a 410.</remarks>
public sealed class Watcher : IDisposable
{
    private const string InitialEventsEnd = "k8s.io/initial-events-end";

    private readonly WatchQueue _queue;
    private readonly Action<Watcher> _close;
    private readonly List<WatchItem> _pending = [];
    private List<WatchItem>? _initial;

    internal Watcher(
        KindDefinition kind, string ns, ObjectFilter filter, WatchQuery query, long after, int itemsMax,
        Action<Watcher> close)
    {
        Kind = kind;
        Namespace = ns;
        Filter = filter;
        Query = query;
        After = after;
        _queue = new WatchQueue(itemsMax);
        _close = close;
    }

    internal KindDefinition Kind { get; }

    /// <summary>Empty: all namespaces.</summary>
    internal string Namespace { get; }

    internal ObjectFilter Filter { get; }

    internal WatchQuery Query { get; }

    /// <summary>Changes up to this revision are behind it.</summary>
    internal long After { get; private set; }

    internal bool HasPending => _pending.Count > 0;

    /// <summary>Waits for the next events: one or more; none says that the watch has ended in order.</summary>
    /// <exception cref="StatusException">410: it fell behind, or its revision is no longer kept.</exception>
    public ValueTask<IReadOnlyList<WatchItem>> NextAsync(CancellationToken cancellation)
    {
        if (_initial is not { } initial)
            return _queue.TakeAsync(cancellation);
        _initial = null;
        return initial.Count > 0 ? new(initial) : _queue.TakeAsync(cancellation);
    }

    public void Dispose()
    {
        _queue.End(null);
        _close(this);
    }

    /// <summary>Puts the present objects first, before the watch is registered.</summary>
    internal void Begin(IEnumerable<StoreEntry> present, long revision)
    {
        var initial = new List<WatchItem>();
        foreach (var entry in present)
        {
            if (Filter.Matches(entry))
                initial.Add(new(WatchEventType.Added, new StoredSource(entry)));
        }
        if (Query.SendInitialEvents && Query.AllowBookmarks)
            initial.Add(BookmarkAt(revision, endsInitial: true));
        _initial = initial;
    }

    /// <summary>Keeps what the change means to this watcher; <see cref="Flush"/> sends it.</summary>
    internal void Consider(WatchChange change)
    {
        if (change.Revision <= After)
            return;
        After = change.Revision;
        var was = change.Previous is { } previous && Selects(previous);
        var isNow = change.Current is { } current && Selects(current);
        if (isNow)
            _pending.Add(new(was ? WatchEventType.Modified : WatchEventType.Added, change.CurrentSource));
        else if (was)
            _pending.Add(new(WatchEventType.Deleted, change.LastSource));
    }

    internal void Flush()
    {
        if (_pending.Count == 0)
            return;
        _queue.Add(_pending);
        _pending.Clear();
    }

    /// <summary>Tells the reader that it has seen all up to the revision, where it asked for that.</summary>
    internal void Bookmark(long revision)
    {
        if (!Query.AllowBookmarks || revision < After)
            return;
        After = revision;
        _queue.Add([BookmarkAt(revision, endsInitial: false)]);
    }

    internal void End() => _queue.End(null);

    internal void Fail(StatusException failure) => _queue.End(failure);

    private bool Selects(StoreEntry entry) =>
        (Namespace.Length == 0 || InNamespace(entry.Key)) && Filter.Matches(entry);

    private bool InNamespace(string key)
    {
        var at = Kind.StoragePrefix.Length;
        return key.Length > at + Namespace.Length
            && key[at + Namespace.Length] == '/'
            && key.AsSpan(at, Namespace.Length).SequenceEqual(Namespace);
    }

    private WatchItem BookmarkAt(long revision, bool endsInitial) => new(
        WatchEventType.Bookmark, new MadeSource(() => Blank(revision, endsInitial)));

    private KubeObject Blank(long revision, bool endsInitial) => Kind.ReadJson("{}"u8) with
    {
        Metadata = new ObjectMeta
        {
            ResourceVersion = revision.ToString(CultureInfo.InvariantCulture),
            Annotations = endsInitial ? ValueMap.Of((InitialEventsEnd, "true")) : [],
        },
    };
}
