using Orchestrator.ApiServer.Watching;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.InProcess;

/// <summary>A watch as a component sees it: the objects the store holds, shared and typed.</summary>
internal sealed class InProcessWatch(Watcher watcher) : IWatch
{
    public async ValueTask<IReadOnlyList<WatchEvent>> NextAsync(CancellationToken cancellation = default)
    {
        var items = await watcher.NextAsync(cancellation);
        if (items.Count == 0)
            return [];
        var events = new WatchEvent[items.Count];
        for (var i = 0; i < events.Length; i++)
            events[i] = new(items[i].Type, items[i].Source.Object);
        return events;
    }

    public ValueTask DisposeAsync()
    {
        watcher.Dispose();
        return default;
    }
}
