using System.Runtime.ExceptionServices;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Forwarding;

/// <summary>Takes each write to the control plane that leads the store: here, or over the transport.</summary>
/// <remarks>
/// A request is sent again only where it is certain that nothing happened: nobody there, a refusal by one who does not
/// lead, 503. One that was sent and not answered ends with 504, which says that it may have happened. What another
/// control plane sent here goes no further. Invariant: an answer leaves only when this server shows what it tells of.
/// </remarks>
internal sealed class WriteRouter : IDisposable
{
    private readonly ILeaderTransport _transport;
    private readonly IStore _store;
    private readonly ForwardingOptions _options;
    private readonly TimeProvider _time;
    private readonly ForwardingMetrics _metrics = new();
    private readonly IDisposable _changes;
    private volatile LeaderRoute _route;
    private volatile StoreLeadership _named = StoreLeadership.None;

    public WriteRouter(ILeaderTransport transport, IStore store, ForwardingOptions options, TimeProvider time)
    {
        (_transport, _store, _options, _time) = (transport, store, options, time);
        _route = new LeaderRoute(store.Leadership);
        Remember(store.Leadership);
        _changes = store.OnLeadership(Follow);
    }

    /// <summary>Only writes that the store keeps; what is connected to a node is served wherever it arrives.</summary>
    public static bool Concerns(ApiRequest request) =>
        !request.Verb.IsRead() && request.Kind.IsStored
        && request.Subresource is not ("exec" or "attach" or "portforward" or "proxy");

    /// <param name="request">Not authorized yet.</param>
    /// <param name="here">Carries it out in this process, all stages.</param>
    /// <param name="authorize">Throws where the user may not; before anything is sent on.</param>
    /// <param name="cancellation">Ends the wait, not a write that was sent.</param>
    /// <exception cref="StatusException">As the verb; 503: no leader took it in time; 504: it may have
    /// happened.</exception>
    public async ValueTask<ApiResult> ExecuteAsync(
        ApiRequest request, Func<ApiRequest, CancellationToken, ValueTask<ApiResult>> here,
        Func<ApiRequest, CancellationToken, ValueTask> authorize, CancellationToken cancellation)
    {
        var began = _time.GetTimestamp();
        ForwardedRequest? sent = null;
        while (true)
        {
            var route = _route;
            StatusException refusal;
            try
            {
                if (route.Leadership.IsLeader)
                    return await HereAsync(route, request, here, cancellation);
                if (request.IsForwarded)
                    throw Statuses.NotLeader(_options.Advertise, route.Leadership.Leader);
                if (sent is null)
                    await authorize(request, cancellation);
                sent ??= ForwardedRequest.Of(request);
                return await SendAsync(route, sent, cancellation);
            }
            catch (StatusException refused) when (!request.IsForwarded && HadNoEffect(request, refused))
            {
                refusal = refused;
            }
            var left = _options.LeaderWaitMax - _time.GetElapsedTime(began);
            if (left <= TimeSpan.Zero)
                throw Statuses.NoLeader($"no control plane took the write in time; the last said: {refusal.Message}");
            var pause = left < _options.RetryPause ? left : _options.RetryPause;
            await route.WaitForEndAsync(pause, _time, cancellation);
        }
    }

    public void Dispose()
    {
        _changes.Dispose();
        _route.Dispose();
        _metrics.Dispose();
    }

    /// <summary>Carries a write out here. The verbs take what the store shows for the newest; where that came to
    /// nothing being written, it is asked whether it was, and if not they judge once more.</summary>
    /// <remarks>A row is shown by those who follow as soon as it is in the journal, which may be before this one has
    /// heard that its append succeeded: a client can mean an object that is not shown here yet.</remarks>
    private async ValueTask<ApiResult> HereAsync(
        LeaderRoute route, ApiRequest request, Func<ApiRequest, CancellationToken, ValueTask<ApiResult>> here,
        CancellationToken cancellation)
    {
        var trace = new WriteTrace();
        var shown = _store.Current.Revision;
        ExceptionDispatchInfo? refusal = null;
        ApiResult? result = null;
        try
        {
            result = await here(request with { Trace = trace }, cancellation);
        }
        catch (StatusException refused) when (refused.Code is not (503 or 504))
        {
            refusal = ExceptionDispatchInfo.Capture(refused);
        }
        if (!trace.HasWritten)
        {
            await ConfirmAsync(route, cancellation);
            // What is shown now holds all that anybody can have seen before this request began.
            if (_store.Current.Revision > shown)
                return await here(request, cancellation);
        }
        refusal?.Throw();
        return result!;
    }

    /// <summary>Makes sure that nobody else wrote before this request began, and that all that was written is
    /// shown.</summary>
    /// <exception cref="StatusException">503: somebody else leads.</exception>
    private async ValueTask ConfirmAsync(LeaderRoute route, CancellationToken cancellation)
    {
        await FreshAsync(cancellation);
        if (_store.Leadership != route.Leadership)
            throw Statuses.NotLeader(_options.Advertise, _store.Leadership.Leader);
    }

    private async ValueTask FreshAsync(CancellationToken cancellation)
    {
        try
        {
            await _store.ReadAsync(Freshness.Latest, cancellation);
        }
        catch (StoreUnavailableException lost)
        {
            throw Statuses.NoLeader(lost.Message);
        }
    }

    private async ValueTask<ApiResult> SendAsync(
        LeaderRoute route, ForwardedRequest request, CancellationToken cancellation)
    {
        if (route.Leadership.Leader is not { } address || address == _options.Advertise)
            throw Statuses.NoLeader(Nobody(route));
        var began = _time.GetTimestamp();
        var code = 504;
        try
        {
            var answer = await AnswerAsync(route, address, request, cancellation);
            code = answer.Code;
            return AnswerReader.Read(request.Source, answer, await ShownAsync(answer, cancellation));
        }
        catch (LeaderUnreachableException lost) when (!lost.MayHaveHappened)
        {
            code = 503;
            throw Statuses.NoLeader($"the leader at {address} cannot be reached: {lost.Message}");
        }
        catch (LeaderUnreachableException lost)
        {
            throw Statuses.Timeout(
                $"the leading control plane at {address} took the request and did not answer ({lost.Message}); "
                + "the write may have happened");
        }
        finally
        {
            _metrics.Forwarded(request.Source.Verb, code, _time.GetElapsedTime(began));
        }
    }

    private async ValueTask<ForwardedAnswer> AnswerAsync(
        LeaderRoute route, string address, ForwardedRequest request, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, route.Abandoned);
        try
        {
            return await _transport.SendAsync(address, request, either.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LeaderUnreachableException("another leads meanwhile", mayHaveHappened: true);
        }
    }

    /// <summary>The snapshot once it holds what the answer tells of, so that its reader finds it here.</summary>
    private async ValueTask<StoreSnapshot> ShownAsync(ForwardedAnswer answer, CancellationToken cancellation)
    {
        if (answer.Code >= 400)
            return _store.Current;
        try
        {
            return await _store.ReadAsync(Freshness.NotOlderThan(answer.Revision), cancellation);
        }
        catch (StoreUnavailableException)
        {
            // The write is done, and that is to be told even where it cannot be seen yet.
            return _store.Current;
        }
    }

    // On the store's turn. The way before is told that it is over.
    private void Follow(StoreLeadership leadership)
    {
        var over = _route;
        if (over.Leadership == leadership)
            return;
        _route = new LeaderRoute(leadership);
        Remember(leadership);
        over.End(_options.SupersededGrace, _time);
    }

    private void Remember(StoreLeadership leadership)
    {
        if (leadership.Leader is not null)
            _named = leadership;
    }

    /// <summary>A leader that left in order ended its epoch. One that only wrote nothing may live, and can say why; it
    /// is not sent the write, for it may as well be dead, and the write can wait for the next.</summary>
    private string Nobody(LeaderRoute route) => "nobody leads the store at this moment"
        + (_named is { Leader: { } last } named && named.Epoch == route.Leadership.Epoch && last != _options.Advertise
            ? $": {last}, which led it, has written nothing for too long; where it lives its answers and its log say "
                + "why, such as a full disk under the journal"
            : "");

    /// <summary>A delete of many that was refused half way has deleted some; all others write once or not at
    /// all.</summary>
    private static bool HadNoEffect(ApiRequest request, StatusException refused) =>
        refused.Code == 503 && (request.Verb != RequestVerb.DeleteCollection || IsBeforeAnything(refused));

    private static bool IsBeforeAnything(StatusException refused)
    {
        foreach (var cause in refused.Status.Details?.Causes ?? [])
        {
            if (cause.Type == Statuses.NotLeaderCause)
                return true;
        }
        return false;
    }
}
