using Orchestrator.Client;

namespace Orchestrator.ApiServer.Watching;

/// <summary>One event on its way to one watcher.</summary>
public readonly record struct WatchItem(WatchEventType Type, WatchSource Source);
