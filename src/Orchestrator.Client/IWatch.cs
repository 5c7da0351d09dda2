using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>One open watch: events in revision order, each once. Dispose closes it.</summary>
public interface IWatch : IAsyncDisposable
{
    /// <summary>
    /// Waits for the next events: one or more; an empty list says that the watch has ended in order (its timeout passed
    /// or the server closed it) and can be taken up again from the last revision.
    /// </summary>
    /// <exception cref="Api.Errors.StatusException">410 Expired: this watch fell behind; list again.</exception>
    ValueTask<IReadOnlyList<WatchEvent>> NextAsync(CancellationToken cancellation = default);
}

/// <summary>One change. For <see cref="WatchEventType.Bookmark"/> only the object's resourceVersion (and annotations)
/// counts.</summary>
public sealed record WatchEvent(WatchEventType Type, KubeObject Object);

public enum WatchEventType
{
    Added,
    Modified,
    Deleted,
    Bookmark,
}
