using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;

namespace Orchestrator.Network.Proxy;

/// <summary>kube-proxy: keeps the host's dataplane as Services and EndpointSlices say, and says when an endpoint
/// has left.</summary>
/// <remarks>
/// One per host, for all its nodes, since loopback addresses are host-wide (docs/decisions/0082). Hears Services
/// and EndpointSlices; writes Events and, where a port is substituted, an annotation: on the Service, or on its own
/// Node where it acts as that. A change costs what its one Service costs. After a crash the dataplane goes on as it is,
/// and the next incarnation brings it up to date.
/// </remarks>
public sealed class ProxyActor(
    ProxyOptions options, IApiClient api, SharedInformers informers, IProxyDataplane dataplane, IEventRecorder events)
    : Actor<ProxyMessage>
{
    private static readonly TimeSpan NotePause = TimeSpan.FromSeconds(1);

    private readonly Dictionary<ObjectKey, ServiceEntry> _services = [];
    private readonly SortedSet<ObjectKey> _dirty = [];
    private readonly SortedSet<ObjectKey> _retry = [];
    private readonly RotationMembers _members = new();
    private readonly NodeNote _note = new();
    private readonly Dictionary<string, List<IReply<bool>>> _waiting = new(StringComparer.Ordinal);
    private readonly List<WaitForRemoval> _early = [];
    private readonly List<IDisposable> _subscriptions = [];
    private bool _servicesKnown;
    private bool _slicesKnown;
    private bool _synced;

    /// <summary>Makes the actor; spawn it as <c>proxy</c> under the host's (first) node.</summary>
    /// <param name="api">Acting as system:kube-proxy, or as the node.</param>
    /// <param name="dataplane">Outlives the actor's incarnations; its owner disposes it.</param>
    public static Func<Actor<ProxyMessage>> Factory(
        ProxyOptions options, IApiClient api, SharedInformers informers, IProxyDataplane dataplane,
        IEventRecorder events) =>
        () => new ProxyActor(options, api, informers, dataplane, events);

    public override ValueTask OnStartAsync()
    {
        var self = Self;
        _subscriptions.Add(
            informers.For<Service>().Subscribe(batch => self.Tell(new ServicesChanged(batch) { By = this })));
        _subscriptions.Add(
            informers.For<EndpointSlice>().Subscribe(batch => self.Tell(new SlicesChanged(batch) { By = this })));
        Context.Timers.Every(nameof(RetryDue), options.RetryPeriod, new RetryDue { By = this });
        return default;
    }

    public override ValueTask OnStopAsync()
    {
        foreach (var subscription in _subscriptions)
            subscription.Dispose();
        return default;
    }

    public override ValueTask OnMessageAsync(ProxyMessage message)
    {
        // Left in the mailbox by an incarnation that crashed: this one has learnt all from its own subscriptions.
        if (message is not WaitForRemoval && !ReferenceEquals(message.By, this))
            return default;
        switch (message)
        {
            case ServicesChanged m:
                foreach (var change in m.Batch.Changes)
                    Apply((Service)change.Object, change.IsDeleted);
                _servicesKnown = true;
                SyncDirty();
                break;
            case SlicesChanged m:
                foreach (var change in m.Batch.Changes)
                    Apply((EndpointSlice)change.Object, (EndpointSlice?)change.Old, change.IsDeleted);
                _slicesKnown = true;
                SyncDirty();
                break;
            case WaitForRemoval m when !_synced:
                _early.Add(m);
                break;
            case WaitForRemoval m:
                Wait(m);
                break;
            case Settled m:
                OnSettled(m.Address);
                break;
            case AnnotationWritten m:
                OnAnnotationWritten(m);
                break;
            case RetryDue:
                _dirty.UnionWith(_retry);
                _retry.Clear();
                _note.Doubt();
                SyncDirty();
                break;
            case NodeNoted m:
                OnNodeNoted(m);
                break;
            case NoteDue:
                NoteOnNode();
                break;
            default:
                throw new InvariantException($"unexpected {message}");
        }
        return default;
    }

    private void Apply(Service service, bool isDeleted)
    {
        var entry = Entry(service.Key);
        if (isDeleted)
            entry.ForgetReports();
        entry.Service = isDeleted ? null : service;
        _dirty.Add(service.Key);
    }

    private void Apply(EndpointSlice slice, EndpointSlice? old, bool isDeleted)
    {
        // The label may have moved the slice to another Service.
        if (old is not null && ServiceOf(old) is { } former)
        {
            Entry(former).Slices.Remove(slice.Metadata.Name ?? "");
            _dirty.Add(former);
        }
        if (isDeleted || ServiceOf(slice) is not { } service)
            return;
        Entry(service).Slices[slice.Metadata.Name ?? ""] = slice;
        _dirty.Add(service);
    }

    private static ObjectKey? ServiceOf(EndpointSlice slice) =>
        slice.Metadata.Labels.TryGetValue(ProxyRules.ServiceNameLabel, out var name)
            ? new(slice.Metadata.Namespace ?? "", name)
            : null;

    private ServiceEntry Entry(ObjectKey key)
    {
        if (!_services.TryGetValue(key, out var entry))
            _services.Add(key, entry = new());
        return entry;
    }

    private void SyncDirty()
    {
        if (!_servicesKnown || !_slicesKnown)
            return;
        if (!_synced)
            RemoveWhatIsGone();
        foreach (var key in _dirty)
            Sync(key, Entry(key));
        _dirty.Clear();
        NoteOnNode();
        if (_synced)
            return;
        _synced = true;
        foreach (var early in _early)
            Wait(early);
        _early.Clear();
    }

    // Services deleted while no incarnation lived; the others are brought up to date as dirty ones.
    private void RemoveWhatIsGone()
    {
        foreach (var key in dataplane.Services)
        {
            if (!_services.ContainsKey(key))
                dataplane.Apply(key, []);
        }
    }

    private void Sync(ObjectKey key, ServiceEntry entry)
    {
        var rules = entry.Service is { } service ? ProxyRules.Of(service, entry.Slices.Values, options.LocalNodes) : [];
        if (!_synced || entry.HasFailures || !rules.SequenceEqual(entry.Rules))
        {
            entry.Rules = rules;
            entry.Outcomes = dataplane.Apply(key, rules);
            foreach (var address in _members.Replace(key, rules))
                Context.Timers.Once(TimerOf(address), options.DrainSettle, new Settled(address) { By = this });
        }
        if (entry.HasFailures)
            _retry.Add(key);
        _note.Set(key, entry.Service is null ? "" : SubstitutionReport.Annotation(entry.Outcomes));
        if (entry.Service is not null)
            Report(entry.Service, entry);
        else if (entry.IsEmpty)
            _services.Remove(key);
    }

    private void Report(Service service, ServiceEntry entry)
    {
        var said = entry.Outcomes.Select(SubstitutionReport.Event).OfType<(string Reason, string Message)>().Distinct();
        var text = string.Join('\n', said);
        if (text != entry.Reported)
        {
            entry.Reported = text;
            foreach (var (reason, message) in said)
                events.Warning(service, reason, message);
        }
        if (options.Node is null)
            Annotate(service, entry);
    }

    // Another host may serve the port as asked and find this host's annotation: it is removed only by who wrote it,
    // or at the first look, when it may stem from an earlier run with less privilege. So hosts that differ do not take
    // turns.
    private void Annotate(Service service, ServiceEntry entry)
    {
        var wanted = SubstitutionReport.Annotation(entry.Outcomes);
        var present = service.Metadata.Annotations[SubstitutePorts.Annotation] ?? "";
        var mayRemove = entry.Annotated is null or { Length: > 0 };
        if (wanted == present || (wanted.Length == 0 && !mayRemove))
        {
            entry.Annotated = wanted;
            return;
        }
        if (entry.IsAnnotating)
            return;
        entry.IsAnnotating = true;
        entry.Annotated = wanted;
        var key = service.Key;
        Context.Pipe(
            api.PatchAsync<Service>(key, SubstitutionReport.PatchOf(wanted), null, Ended),
            _ => new AnnotationWritten(key, null) { By = this },
            error => new AnnotationWritten(key, error) { By = this });
    }

    private void OnAnnotationWritten(AnnotationWritten written)
    {
        if (!_services.TryGetValue(written.Service, out var entry))
            return;
        entry.IsAnnotating = false;
        if (written.Error is not null)
            entry.Annotated = null;
        // Looked at once more in any case: what is wanted may have changed while this was written.
        _retry.Add(written.Service);
    }

    /// <summary>Brings the own Node's annotation up to date; at the first look also that of an earlier run.</summary>
    private void NoteOnNode()
    {
        if (options.Node is not { } node || !_note.IsDue)
            return;
        var text = _note.Begin();
        Context.Pipe(
            api.PatchAsync<Node>(new("", node), SubstitutionReport.PatchOf(text), null, Ended),
            _ => new NodeNoted(text) { By = this },
            _ => new NodeNoted(null) { By = this });
    }

    private void OnNodeNoted(NodeNoted noted)
    {
        _note.End(noted.Text);
        // Not written: at a start the Node may not be there yet.
        if (noted.Text is null)
            Context.Timers.Once(nameof(NoteDue), NotePause, new NoteDue { By = this });
        else
            NoteOnNode();
    }

    private void Wait(WaitForRemoval request)
    {
        if (!_members.Contains(request.PodIP) && !Context.Timers.IsActive(TimerOf(request.PodIP)))
        {
            request.Reply.Answer(true);
            return;
        }
        if (!_waiting.TryGetValue(request.PodIP, out var replies))
            _waiting.Add(request.PodIP, replies = []);
        replies.Add(request.Reply);
    }

    private void OnSettled(string address)
    {
        // Back in rotation: whoever waits goes on waiting.
        if (_members.Contains(address) || !_waiting.Remove(address, out var replies))
            return;
        foreach (var reply in replies)
            reply.Answer(true);
    }

    private static (string, string) TimerOf(string address) => (nameof(Settled), address);

    private sealed record ServicesChanged(InformerBatch Batch) : ProxyMessage;

    private sealed record SlicesChanged(InformerBatch Batch) : ProxyMessage;

    private sealed record Settled(string Address) : ProxyMessage;

    private sealed record AnnotationWritten(ObjectKey Service, Exception? Error) : ProxyMessage;

    private sealed record NodeNoted(string? Text) : ProxyMessage;

    private sealed record NoteDue : ProxyMessage;

    private sealed record RetryDue : ProxyMessage;
}
