using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Client.Tests.Http;

/// <summary>The changes an informer told of one namespace, after its first list.</summary>
internal sealed class SeenChanges : IDisposable
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _changes = [];
    private readonly IDisposable _subscription;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public SeenChanges(SharedInformers informers, string ns)
    {
        var informer = informers.For(ApiKinds.Of<ConfigMap>(), new InformerScope(ns));
        _subscription = informer.Subscribe(Take);
    }

    public Task Synced => _synced.Task;

    public List<string> Changes
    {
        get
        {
            lock (_gate)
                return [.. _changes];
        }
    }

    public async Task UntilAsync(int count)
    {
        while (true)
        {
            Task changed;
            lock (_gate)
            {
                if (_changes.Count >= count)
                    return;
                changed = _changed.Task;
            }
            await changed;
        }
    }

    public void Dispose() => _subscription.Dispose();

    private void Take(InformerBatch batch)
    {
        lock (_gate)
        {
            if (!batch.Initial)
                _changes.AddRange(batch.Changes.Select(Text));
            _changed.SetResult();
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
        _synced.TrySetResult();
    }

    private static string Text(ObjectChange change) => change switch
    {
        { Old: null, New: { } made } => $"+{made.Key.Name}@{made.ResourceVersion}",
        { New: { } now } => $"~{now.Key.Name}@{now.ResourceVersion}",
        _ => $"-{change.Old!.Key.Name}",
    };
}
