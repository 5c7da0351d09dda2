using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Values;
using Orchestrator.Client;

namespace Orchestrator.Controllers.RootCa;

/// <summary>Keeps the cluster's CA in a ConfigMap of every namespace, so that Pods can verify the API server.</summary>
/// <remarks>Watches Namespace, and the ConfigMaps of that name. Writes ConfigMaps.</remarks>
public sealed class RootCaPublisher(Listers listers, IApiClient api, string rootCa) : IReconciler
{
    public const string Name = "root-ca-certificate-publisher-controller";

    public const string ConfigMapName = "kube-root-ca.crt";

    private const string DescriptionKey = "kubernetes.io/description";

    private const string Description =
        "Contains a CA bundle that can be used to verify the kube-apiserver when using internal endpoints such as the "
        + "internal service IP or kubernetes.default.svc. No other usage is guaranteed across distributions of "
        + "Kubernetes clusters.";

    public WatchPlan Watches { get; } = WatchPlan.For<Namespace>(change => change.IsAdded)
        .Watches<ConfigMap>((change, keys) =>
        {
            if (change.Object.Key.Name == ConfigMapName && !change.IsAdded)
                keys.Add(new ObjectKey("", change.Object.Key.Namespace));
        });

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (listers.Find<Namespace>(key) is not { IsTerminating: false })
            return Outcome.Done;
        var data = ValueMap.Of(("ca.crt", rootCa));
        var found = listers.Find<ConfigMap>(new ObjectKey(key.Name, ConfigMapName));
        if (found is null)
            return await CreateAsync(key.Name, data, ct);
        if (found.Data == data && found.Metadata.Annotations[DescriptionKey] == Description)
            return Outcome.Done;
        var annotations = found.Metadata.Annotations.With(DescriptionKey, Description);
        await api.UpdateAsync(
            found with { Data = data, Metadata = found.Metadata with { Annotations = annotations } }, ct);
        return Outcome.Done;
    }

    private async ValueTask<Outcome> CreateAsync(string ns, ValueMap<string> data, CancellationToken ct)
    {
        try
        {
            await api.CreateAsync(
                new ConfigMap
                {
                    Metadata = new()
                    {
                        Namespace = ns,
                        Name = ConfigMapName,
                        Annotations = ValueMap.Of((DescriptionKey, Description)),
                    },
                    Data = data,
                },
                ct);
        }
        catch (StatusException error) when (error.IsNamespaceTerminating)
        {
            // No longer wanted.
        }
        // A 409 goes on as an error: what is there may hold something else, and the cache will show it.
        return Outcome.Done;
    }
}
