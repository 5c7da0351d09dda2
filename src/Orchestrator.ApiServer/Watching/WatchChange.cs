using System.Globalization;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Watching;

/// <summary>One change of one object, in the forms its watchers share.</summary>
internal sealed class WatchChange(StoreChange change)
{
    private WatchSource? _current;
    private WatchSource? _last;

    public long Revision => change.Revision;

    public StoreEntry? Previous => change.Previous;

    public StoreEntry? Current => change.Current;

    /// <summary>The object after the change.</summary>
    public WatchSource CurrentSource => _current ??= new StoredSource(change.Current!);

    /// <summary>The object before the change, at the change's revision: what a watcher gets for an object that leaves
    /// its view.</summary>
    public WatchSource LastSource => _last ??= new MadeSource(() =>
        change.Previous!.Value.Object.WithResourceVersion(change.Revision.ToString(CultureInfo.InvariantCulture)));
}
