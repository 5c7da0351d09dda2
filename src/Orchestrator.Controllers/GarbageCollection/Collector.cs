using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>Does a <see cref="GarbageTask"/> against the API. Every decision to delete is taken on what the API says
/// now, never on the graph.</summary>
public sealed class Collector(IApiClient api, KindIndex kinds, AbsentOwners absent)
{
    private const string Foreground = "Foreground";

    public async ValueTask<CollectResult> RunAsync(GarbageTask task, CancellationToken ct)
    {
        try
        {
            return task switch
            {
                OrphanDependents orphan => await OrphanAsync(orphan, ct),
                ReleaseOwner release => await DropFinalizerAsync(release.Object, OwnerGraph.ForegroundFinalizer, ct),
                Examine examine => await ExamineAsync(examine, ct),
                _ => throw new Actors.InvariantException($"unexpected {task}"),
            };
        }
        catch (StatusException error)
        {
            return new(CollectOutcome.Failed, error);
        }
        catch (ApiUnreachableException error)
        {
            return new(CollectOutcome.Failed, error);
        }
    }

    private async ValueTask<CollectResult> ExamineAsync(Examine task, CancellationToken ct)
    {
        if (kinds.Find(task.Object) is not { } kind)
            return new(CollectOutcome.Failed, UnknownKind(task.Object));
        if (await FindAsync(kind, task.Object, ct) is not { } latest)
            return new(CollectOutcome.Gone);
        if (latest.Metadata.OwnerReferences.IsEmpty)
            return Looked(task);
        var standing = await ClassifyAsync(latest, ct);
        if (standing is null)
            return Looked(task);
        if (standing.Solid.Count > 0)
        {
            // What is left of the others would hold them for ever, or be looked at for ever.
            if (standing.Dangling.Count + standing.Waiting.Count > 0)
            {
                var kept = Without(latest, [.. standing.Dangling, .. standing.Waiting]);
                await api.UpdateAsync(kind, kept, null, null, ct);
            }
            return Looked(task);
        }
        if (standing.Waiting.Count > 0 && task.HasDependents)
        {
            if (task.IsInCycle)
                latest = await api.UpdateAsync(kind, Unblocked(latest), null, null, ct);
            return await DeleteAsync(kind, latest, Foreground, task, ct);
        }
        return await DeleteAsync(kind, latest, PolicyOf(latest), task, ct);
    }

    private static CollectResult Looked(Examine task) =>
        new(task.IsObserved ? CollectOutcome.Done : CollectOutcome.NotYetSeen);

    private async ValueTask<CollectResult> DeleteAsync(
        KindDefinition kind, KubeObject latest, string policy, Examine task, CancellationToken ct)
    {
        // The revision too: owners may have been added since we read it.
        var options = new DeleteOptions
        {
            PropagationPolicy = policy,
            Preconditions = new Preconditions { Uid = latest.Uid, ResourceVersion = latest.ResourceVersion },
        };
        try
        {
            await api.DeleteAsync(kind, latest.Key, options, ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            return new(CollectOutcome.Gone);
        }
        return Looked(task);
    }

    private static string PolicyOf(KubeObject value)
    {
        if (value.Metadata.Finalizers.Contains(OwnerGraph.OrphanFinalizer))
            return "Orphan";
        return value.Metadata.Finalizers.Contains(OwnerGraph.ForegroundFinalizer) ? Foreground : "Background";
    }

    /// <summary>Null when a reference can never be right: a cluster-scoped object cannot have an owner with a
    /// namespace.</summary>
    private async ValueTask<OwnerStanding?> ClassifyAsync(KubeObject value, CancellationToken ct)
    {
        var standing = new OwnerStanding();
        foreach (var reference in value.Metadata.OwnerReferences)
        {
            var identity = ObjectIdentity.Of(reference, value.Key.Namespace);
            if (absent.Has(identity))
            {
                standing.Dangling.Add(reference);
                continue;
            }
            var kind = kinds.Find(identity) ?? throw UnknownKind(identity);
            if (kind.Namespaced && value.Key.Namespace.Length == 0)
                return null;
            if (await FindAsync(kind, identity, ct) is not { } owner)
            {
                absent.Add(identity);
                standing.Dangling.Add(reference);
            }
            else if (owner.IsTerminating && owner.Metadata.Finalizers.Contains(OwnerGraph.ForegroundFinalizer))
            {
                standing.Waiting.Add(reference);
            }
            else
            {
                standing.Solid.Add(reference);
            }
        }
        return standing;
    }

    private async ValueTask<CollectResult> OrphanAsync(OrphanDependents task, CancellationToken ct)
    {
        foreach (var identity in task.Dependents)
        {
            if (kinds.Find(identity) is not { } kind || await FindAsync(kind, identity, ct) is not { } dependent)
                continue;
            var references = dependent.Metadata.OwnerReferences.Where(owner => owner.Uid == task.Object.Uid).ToList();
            if (references.Count > 0)
                await UpdateIfThereAsync(kind, Without(dependent, references), ct);
        }
        return await DropFinalizerAsync(task.Object, OwnerGraph.OrphanFinalizer, ct);
    }

    private async ValueTask<CollectResult> DropFinalizerAsync(
        ObjectIdentity identity, string finalizer, CancellationToken ct)
    {
        if (kinds.Find(identity) is not { } kind)
            return new(CollectOutcome.Failed, UnknownKind(identity));
        if (await FindAsync(kind, identity, ct) is not { } latest)
            return new(CollectOutcome.Gone);
        var finalizers = latest.Metadata.Finalizers.RemoveAll(name => name == finalizer);
        if (finalizers != latest.Metadata.Finalizers)
        {
            await UpdateIfThereAsync(
                kind, latest with { Metadata = latest.Metadata with { Finalizers = finalizers } }, ct);
        }
        return new(CollectOutcome.Done);
    }

    private async ValueTask UpdateIfThereAsync(KindDefinition kind, KubeObject value, CancellationToken ct)
    {
        try
        {
            await api.UpdateAsync(kind, value, null, null, ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Gone by itself.
        }
    }

    /// <summary>The very object, by uid; null when it is not there, or another has its name.</summary>
    private async ValueTask<KubeObject?> FindAsync(KindDefinition kind, ObjectIdentity identity, CancellationToken ct)
    {
        var key = new ObjectKey(kind.Namespaced ? identity.Namespace : "", identity.Name);
        try
        {
            var found = await api.GetAsync(kind, key, cancellation: ct);
            return found.Uid == identity.Uid ? found : null;
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    private static KubeObject Without(KubeObject value, List<OwnerReference> gone) => value with
    {
        Metadata = value.Metadata with
        {
            OwnerReferences = value.Metadata.OwnerReferences.RemoveAll(
                owner => gone.Exists(left => left.Uid == owner.Uid)),
        },
    };

    private static KubeObject Unblocked(KubeObject value) => value with
    {
        Metadata = value.Metadata with
        {
            OwnerReferences = value.Metadata.OwnerReferences
                .Select(owner => owner with { BlockOwnerDeletion = false }).ToValueList(),
        },
    };

    /// <summary>No kind of that name is served now; it may be later, so it is a failure and not an answer.</summary>
    private static StatusException UnknownKind(ObjectIdentity identity) =>
        Statuses.NotFound("", $"{identity.ApiVersion}/{identity.Kind}", identity.Name);
}
