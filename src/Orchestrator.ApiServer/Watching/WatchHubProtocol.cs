using Orchestrator.Store;

namespace Orchestrator.ApiServer.Watching;

/// <summary>What a resource's hub is told.</summary>
internal abstract record WatchHubMessage;

/// <summary>A watcher wants every change after its revision.</summary>
internal sealed record AddWatcher(Watcher Watcher) : WatchHubMessage;

/// <summary>A watcher's reader is gone.</summary>
internal sealed record RemoveWatcher(Watcher Watcher) : WatchHubMessage;

/// <summary>The changes of one store batch that concern this resource.</summary>
internal sealed record ChangesPublished(IReadOnlyList<StoreChange> Changes) : WatchHubMessage;

/// <summary>Changes up to the revision are not known any more: watches that have not seen it end.</summary>
internal sealed record ChangesLost(long Revision) : WatchHubMessage;

/// <summary>All changes up to the revision have been told.</summary>
internal sealed record SendBookmarks(long Revision) : WatchHubMessage;
