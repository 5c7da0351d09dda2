using System.Collections.Concurrent;
using Orchestrator.ApiServer.Audit;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;

namespace Orchestrator.EndToEnd.Tests.Flows;

/// <summary>A request, and the newest revision that its sender can have known.</summary>
internal sealed record Asked(ApiRequest Request, long Known)
{
    public int? Code { get; set; }

    public override string ToString() =>
        $"{Request.User.Name} asks to {Request.Verb.Name()} {Request.Kind.Plural} {Request.Subresource} "
        + $"(knew {Known}): {Code}";
}

/// <summary>Every request that wrote or watched, as the audit hears of it.</summary>
/// <remarks>One that wrote revision 7 came before one that knew of it, whatever the clocks say.</remarks>
internal sealed class Timeline : IAuditSink
{
    private readonly ConcurrentQueue<Asked> _asked = new();
    private readonly ConcurrentDictionary<ApiRequest, Asked> _open = new(ReferenceEqualityComparer.Instance);
    private IStore? _store;

    /// <summary>Requests so far, in order of arrival.</summary>
    public IReadOnlyCollection<Asked> Asked => _asked;

    public void Follow(IStore store) => _store = store;

    public void RequestReceived(ApiRequest request)
    {
        if (request.Verb is RequestVerb.Get or RequestVerb.List)
            return;
        var asked = new Asked(request, _store?.Current.Revision ?? 0);
        _open[request] = asked;
        _asked.Enqueue(asked);
    }

    public void ResponseComplete(ApiRequest request, int code)
    {
        if (_open.TryRemove(request, out var asked))
            asked.Code = code;
    }

    /// <summary>Whether a user's watch of a resource is open: it was answered with 200.</summary>
    public bool Watches(string user, string resource, string? fieldSelector = null) => _asked.Any(asked =>
        asked.Request.Verb == RequestVerb.Watch && asked.Request.User.Name == user
        && asked.Request.Kind.Plural == resource && asked.Code == 200
        && (fieldSelector is null || asked.Request.Watch?.FieldSelector == fieldSelector));

    /// <summary>The request behind a revision: sent by one who knew of the step before it.</summary>
    public Asked WriterOf(
        long revision, long before, string user, RequestVerb[] verbs, string resource, string subresource = "")
    {
        var writer = _asked.LastOrDefault(asked =>
            asked.Request.User.Name == user && verbs.Contains(asked.Request.Verb)
            && asked.Request.Kind.Plural == resource && asked.Request.Subresource == subresource
            && asked.Known >= before && asked.Known < revision);
        Assert.True(writer is not null,
            $"{user} wrote no {resource}/{subresource} between {before} and {revision}:\n{string.Join('\n', _asked)}");
        return writer;
    }
}
