using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Namespaces;

/// <summary>One sweep over a namespace: what was deleted is on its way, and this is what was still there
/// afterwards.</summary>
public sealed class NamespaceContent
{
    /// <summary>How long objects with finalizers are assumed to take.</summary>
    private const long FinalizerEstimateSeconds = 15;

    private readonly SortedDictionary<string, int> _byResource = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _byFinalizer = new(StringComparer.Ordinal);
    private readonly List<Exception> _errors = [];

    /// <summary>Objects left, by <c>resource.group</c> as Kubernetes writes it: <c>pods.</c> for the core
    /// group.</summary>
    public IReadOnlyDictionary<string, int> ByResource => _byResource;

    /// <summary>Objects left that a finalizer holds, by its name.</summary>
    public IReadOnlyDictionary<string, int> ByFinalizer => _byFinalizer;

    public IReadOnlyList<Exception> Errors => _errors;

    /// <summary>The kinds could not be asked for, so nothing is known.</summary>
    public Exception? DiscoveryError { get; private set; }

    public int Remaining { get; private set; }

    /// <summary>When the rest is likely to be gone.</summary>
    public long EstimateSeconds { get; private set; }

    /// <summary>Deletes everything in the namespace and counts what is left.</summary>
    public static async ValueTask<NamespaceContent> DeleteAsync(IApiClient api, string ns, CancellationToken ct)
    {
        var content = new NamespaceContent();
        IReadOnlyList<KindDefinition> kinds;
        try
        {
            kinds = await api.DiscoverAsync(ct);
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException)
        {
            content.DiscoveryError = error;
            content._errors.Add(error);
            return content;
        }
        foreach (var kind in kinds)
        {
            if (kind.Namespaced && kind.Verbs.Contains("delete") && kind.Verbs.Contains("list"))
                await content.DeleteAsync(api, kind, ns, ct);
        }
        return content;
    }

    private async ValueTask DeleteAsync(IApiClient api, KindDefinition kind, string ns, CancellationToken ct)
    {
        try
        {
            var query = new ListQuery { Namespace = ns };
            if ((await api.ListAsync(kind, query, ct)).Items.Count == 0)
                return;
            await DeleteAllAsync(api, kind, query, ct);
            foreach (var left in (await api.ListAsync(kind, query, ct)).Items)
                Count(kind, left);
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException)
        {
            // The other kinds go on; this one is reported and tried again.
            _errors.Add(error);
        }
    }

    private static async ValueTask DeleteAllAsync(
        IApiClient api, KindDefinition kind, ListQuery query, CancellationToken ct)
    {
        var options = new DeleteOptions { PropagationPolicy = "Background" };
        if (kind.Verbs.Contains("deletecollection"))
        {
            await api.DeleteCollectionAsync(kind, query, options, ct);
            return;
        }
        foreach (var value in (await api.ListAsync(kind, query, ct)).Items)
        {
            try
            {
                await api.DeleteAsync(kind, value.Key, options, ct);
            }
            catch (StatusException error) when (error.IsNotFound)
            {
                // Gone by itself.
            }
        }
    }

    private void Count(KindDefinition kind, KubeObject left)
    {
        Remaining++;
        Add(_byResource, $"{kind.Plural}.{kind.Gvk.Group}");
        foreach (var finalizer in left.Metadata.Finalizers)
            Add(_byFinalizer, finalizer);
        var estimate = left switch
        {
            Pod { Status.Phase: not ("Succeeded" or "Failed") } pod => pod.Metadata.DeletionGracePeriodSeconds ?? 0,
            _ => 0,
        };
        EstimateSeconds = Math.Max(EstimateSeconds, estimate > 0 ? estimate : FinalizerEstimateSeconds);
    }

    private static void Add(SortedDictionary<string, int> counts, string name) =>
        counts[name] = counts.GetValueOrDefault(name) + 1;
}
