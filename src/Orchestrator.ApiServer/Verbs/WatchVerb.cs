using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Selection;
using Orchestrator.ApiServer.Watching;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Opens a watch: the present objects first where the query asks for them, then every change after their
/// revision.</summary>
internal sealed class WatchVerb(Registry registry, Candidates candidates, WatchHubs hubs) : IVerbHandler
{
    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var query = request.Watch ?? throw Statuses.BadRequest("a watch needs its options");
        var filter = ObjectFilter.For(request.Kind, query.LabelSelector, query.FieldSelector);
        var revision = string.IsNullOrEmpty(query.ResourceVersion) ? 0 : RevisionRules.Parse(query.ResourceVersion);
        // Revision 0 and none both mean: begin with what is there.
        var listsFirst = query.SendInitialEvents || revision == 0;
        var freshness = listsFirst ? RevisionRules.ForGet(query.ResourceVersion) : Freshness.Any;
        var snapshot = await registry.ReadAsync(freshness, cancellation);
        if (listsFirst)
            RevisionRules.RequireReached(freshness, snapshot);
        else if (revision < snapshot.CompactedRevision)
            throw Expired(revision, snapshot);
        var after = listsFirst ? snapshot.Revision : revision;
        var watcher = hubs.Open(request.Kind, request.Namespace, filter, query, after);
        if (listsFirst)
            watcher.Begin(candidates.In(snapshot, request.Kind, request.Namespace, filter), snapshot.Revision);
        hubs.Register(watcher);
        return new WatchResult(request.Kind, watcher);
    }

    private static StatusException Expired(long revision, StoreSnapshot snapshot) =>
        Statuses.Expired($"too old resource version: {revision} ({snapshot.CompactedRevision})");
}
