using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Selection;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Lists a collection at one revision, whole or in parts.</summary>
internal sealed class ListVerb(Registry registry, Candidates candidates) : IVerbHandler
{
    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation) =>
        await ListAsync(request, cancellation);

    public async ValueTask<ListResult> ListAsync(ApiRequest request, CancellationToken cancellation)
    {
        var query = request.List;
        var plan = ListPlan.For(query);
        var filter = ObjectFilter.For(request.Kind, query.LabelSelector, query.FieldSelector);
        var snapshot = await registry.ReadAsync(plan.Freshness, cancellation);
        RevisionRules.RequireReached(plan.Freshness, snapshot);
        var at = AtRevision(request, plan, snapshot);
        var entries = candidates.In(at, request.Kind, request.Namespace, filter, After(request, plan));
        return Collect(request, plan, filter, at, entries);
    }

    /// <summary>What the request's list held at a revision that is no newer than the snapshot.</summary>
    /// <exception cref="CompactedException">The revision is no longer retained.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It has not been reached here.</exception>
    public static ListResult ListAt(ApiRequest request, StoreSnapshot snapshot, long revision)
    {
        var filter = ObjectFilter.For(request.Kind, request.List.LabelSelector, request.List.FieldSelector);
        var plan = ListPlan.For(request.List);
        var at = snapshot.At(revision);
        var entries = at.Range(filter.Prefix(request.Kind, request.Namespace), After(request, plan));
        return Collect(request, plan, filter, at, entries);
    }

    /// <summary>The key behind which the list goes on; null at its beginning.</summary>
    private static string? After(ApiRequest request, ListPlan plan) =>
        plan.Token is { } token ? request.Kind.StoragePrefix + token.Key : null;

    private static StoreSnapshot AtRevision(ApiRequest request, ListPlan plan, StoreSnapshot newest)
    {
        if (plan.Exact is not { } revision)
            return newest;
        try
        {
            return newest.At(revision);
        }
        catch (CompactedException gone) when (plan.Token is { } token)
        {
            throw Statuses.Expired(
                $"the list was begun at a revision that is no longer kept ({gone.Message}): begin again without a "
                + "continue token, or go on with the token in this answer, which reads the rest as it is now",
                (token with { Revision = 0, Remaining = -1 }).Encode());
        }
        catch (CompactedException gone)
        {
            throw Statuses.Expired($"The resourceVersion for the provided list is too old: {gone.Message}");
        }
    }

    private static ListResult Collect(
        ApiRequest request, ListPlan plan, ObjectFilter filter, StoreSnapshot snapshot, IEnumerable<StoreEntry> entries)
    {
        var prefix = filter.Prefix(request.Kind, request.Namespace);
        var items = new List<StoreEntry>();
        var limit = request.List.Limit <= 0 ? long.MaxValue : request.List.Limit;
        foreach (var entry in entries)
        {
            if (!filter.Matches(entry))
                continue;
            if (items.Count == limit)
                return Part(request, plan, filter, snapshot, items, prefix);
            items.Add(entry);
        }
        return new(request.Kind, items, snapshot.Revision, null, null);
    }

    private static ListResult Part(
        ApiRequest request, ListPlan plan, ObjectFilter filter, StoreSnapshot snapshot, List<StoreEntry> items,
        string prefix)
    {
        long remaining = -1;
        if (filter.IsEverything)
        {
            // An inconsistent rest does not know how many came before it.
            var before = plan.Token is { } token ? token.Remaining : snapshot.Count(prefix);
            remaining = before < 0 ? -1 : before - items.Count;
        }
        var last = items[^1].Key[request.Kind.StoragePrefix.Length..];
        var next = new ContinueToken(snapshot.Revision, remaining, last);
        return new(request.Kind, items, snapshot.Revision, next.Encode(), remaining < 0 ? null : remaining);
    }
}
