using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Selectors;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Ownership;

/// <summary>Gives an owner the objects its selector selects: adopts orphans, lets go of its own that no longer
/// match.</summary>
/// <remarks>
/// The selector decides; whoever is managed by somebody else is left alone. Before the first adoption the owner is read
/// from the API itself, since
/// a cache may still show one that is gone, or a predecessor of the same name. Writes carry a resourceVersion: who
/// comes late gets a 409 and looks again.
/// </remarks>
public sealed class ControllerRefs(IApiClient api)
{
    /// <summary>The objects that the owner manages afterwards.</summary>
    /// <param name="owned">Managed by the owner's uid.</param>
    /// <param name="orphans">In its namespace, managed by nobody.</param>
    public async ValueTask<List<T>> ClaimAsync<TOwner, T>(
        TOwner owner, LabelMatcher selector, IReadOnlyList<T> owned, IReadOnlyList<T> orphans, CancellationToken ct)
        where TOwner : KubeObject
        where T : KubeObject
    {
        List<T> claimed = new(owned.Count);
        foreach (var value in owned)
        {
            if (selector.Matches(value.Metadata.Labels))
                claimed.Add(value);
            else if (!owner.IsTerminating)
                await ReleaseAsync(owner, value, ct);
        }
        if (owner.IsTerminating)
            return claimed;
        var mayAdopt = false;
        foreach (var value in orphans)
        {
            if (value.IsTerminating || !selector.Matches(value.Metadata.Labels))
                continue;
            if (!mayAdopt)
                await CheckOwnerAsync(owner, ct);
            mayAdopt = true;
            if (await AdoptAsync(owner, value, ct) is { } adopted)
                claimed.Add(adopted);
        }
        return claimed;
    }

    private async ValueTask CheckOwnerAsync<TOwner>(TOwner owner, CancellationToken ct)
        where TOwner : KubeObject
    {
        var live = await api.GetAsync<TOwner>(owner.Key, ct);
        if (live.Uid != owner.Uid || live.IsTerminating)
        {
            throw Statuses.Conflict(
                owner.Gvk.Group, owner.Gvk.Kind, owner.Key.Name, "it was deleted while the cache still showed it");
        }
    }

    private async ValueTask<T?> AdoptAsync<T>(KubeObject owner, T value, CancellationToken ct)
        where T : KubeObject
    {
        try
        {
            return await api.UpdateAsync(
                WithOwners(value, value.Metadata.OwnerReferences.Add(owner.NewControllerRef())), ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            return null;
        }
    }

    private async ValueTask ReleaseAsync<T>(KubeObject owner, T value, CancellationToken ct)
        where T : KubeObject
    {
        try
        {
            await api.UpdateAsync(
                WithOwners(value, value.Metadata.OwnerReferences.RemoveAll(other => other.Uid == owner.Uid)), ct);
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Gone by itself.
        }
    }

    private static T WithOwners<T>(T value, ValueList<OwnerReference> owners)
        where T : KubeObject =>
        (T)(value with { Metadata = value.Metadata with { OwnerReferences = owners } });
}
