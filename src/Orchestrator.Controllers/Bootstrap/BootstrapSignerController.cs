using Orchestrator.Api;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.Ownership;

namespace Orchestrator.Controllers.Bootstrap;

/// <summary>Keeps cluster-info signed with every bootstrap token that may sign, and with no other.</summary>
/// <remarks>Watches that ConfigMap, and the Secrets of tokens. Writes the ConfigMap.</remarks>
public sealed class BootstrapSignerController(Listers listers, IApiClient api, TimeProvider time) : IReconciler
{
    public const string Name = "bootstrap-signer-controller";

    private readonly OwnWrites<ConfigMap> _written = new();

    public WatchPlan Watches { get; } = WatchPlan
        .For<ConfigMap>(change => !change.IsDeleted && change.Object.Key == ClusterInfo.Key)
        .Watches<Secret>((change, keys) =>
        {
            if (change.Object.Type == BootstrapTokenSecret.Type)
                keys.Add(ClusterInfo.Key);
        });

    public async ValueTask<Outcome> ReconcileAsync(ObjectKey key, CancellationToken ct)
    {
        if (listers.Find<ConfigMap>(key) is not { } cached)
            return Outcome.Done;
        var info = _written.Newest(cached);
        if (info.Data[ClusterInfo.KubeconfigKey] is not { } content)
            return Outcome.Done;
        var data = ClusterInfo.Signed(
            info.Data, content, listers.InNamespace<Secret>(BootstrapTokenSecret.Namespace), time.GetUtcNow());
        if (data != info.Data)
            _written.Remember(await api.UpdateAsync(info with { Data = data }, ct));
        return Outcome.Done;
    }
}
