using Orchestrator.Actors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Selection;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Watching;

/// <summary>The hubs as the watch verb sees them.</summary>
internal sealed class WatchHubs(IActorRef<WatchRouterMessage> router, int itemsMax)
{
    /// <summary>A watch of changes after a revision; it gets none before it is registered.</summary>
    public Watcher Open(KindDefinition kind, string ns, ObjectFilter filter, WatchQuery query, long after) =>
        new(kind, ns, filter, query, after, itemsMax, Close);

    public void Register(Watcher watcher) => router.Tell(new OpenWatch(watcher));

    private void Close(Watcher watcher) => router.Tell(new CloseWatch(watcher));
}
