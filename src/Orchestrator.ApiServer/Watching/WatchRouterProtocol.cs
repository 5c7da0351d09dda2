using Orchestrator.Store;

namespace Orchestrator.ApiServer.Watching;

/// <summary>What the root of the watch hubs is told.</summary>
internal abstract record WatchRouterMessage;

/// <summary>Starts a watch, or its resource's hub first.</summary>
internal sealed record OpenWatch(Watcher Watcher) : WatchRouterMessage;

/// <summary>Forgets a watch whose reader is gone.</summary>
internal sealed record CloseWatch(Watcher Watcher) : WatchRouterMessage;

/// <summary>The store has written.</summary>
internal sealed record BatchPublished(StoreBatch Batch) : WatchRouterMessage;
