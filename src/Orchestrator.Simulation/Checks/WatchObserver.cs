namespace Orchestrator.Simulation.Checks;

/// <summary>A client that lists a kind once and then only watches,
/// taking the watch up again from its last revision.</summary>
internal sealed class WatchObserver(KindDefinition kind, IApiClient api, WatchLedger ledger)
    : Actor<WatchObserverMessage>
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private IWatch? _watch;

    public static IReadOnlyList<KindDefinition> Kinds { get; } =
    [
        ApiKinds.Of<Pod>(), ApiKinds.Of<NodeObject>(), ApiKinds.Of<ConfigMap>(), ApiKinds.Of<Namespace>(),
        ApiKinds.Of<Service>(), ApiKinds.Of<EndpointSlice>(), ApiKinds.Of<Deployment>(), ApiKinds.Of<ReplicaSet>(),
    ];

    public override ValueTask OnStartAsync()
    {
        Begin();
        return default;
    }

    public override async ValueTask OnMessageAsync(WatchObserverMessage message)
    {
        switch (message)
        {
            case Listed m:
                ledger.Listed(m.List);
                Begin();
                break;
            case Opened m:
                _watch = m.Watch;
                Next();
                break;
            case Seen { Events.Count: > 0 } m:
                foreach (var seen in m.Events)
                    ledger.Saw(seen);
                Next();
                break;
            case Seen:
                await EndAsync();
                break;
            case Broken m:
                if (m.Error is StatusException { IsExpired: true }
                    or StatusException { IsResourceVersionTooLarge: true })
                    ledger.Expired();
                await EndAsync();
                break;
            case Again:
                Begin();
                break;
        }
    }

    private void Begin()
    {
        if (ledger.Revision is not { } revision)
        {
            Context.Pipe(api.ListAsync(kind, ListQuery.All, Ended), list => new Listed(list), e => new Broken(e));
            return;
        }
        var query = new WatchQuery
        {
            ResourceVersion = revision,
            AllowBookmarks = true,
            Timeout = TimeSpan.FromSeconds(45),
        };
        Context.Pipe(api.WatchAsync(kind, query, Ended), watch => new Opened(watch), e => new Broken(e));
    }

    private void Next() => Context.Pipe(_watch!.NextAsync(Ended), events => new Seen(events), e => new Broken(e));

    private async ValueTask EndAsync()
    {
        if (_watch is { } watch)
        {
            _watch = null;
            await watch.DisposeAsync();
        }
        Context.Timers.Once(nameof(Again), Pause, new Again());
    }

    private sealed record Listed(ObjectList List) : WatchObserverMessage;

    private sealed record Opened(IWatch Watch) : WatchObserverMessage;

    private sealed record Seen(IReadOnlyList<WatchEvent> Events) : WatchObserverMessage;

    private sealed record Broken(Exception Error) : WatchObserverMessage;

    private sealed record Again : WatchObserverMessage;
}
