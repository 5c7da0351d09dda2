using System.Net;
using Orchestrator.Api;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Bootstrap;

/// <summary>Keeps <c>kube-public/cluster-info</c> at an address that answers: which authority to trust, and where the
/// API is, for whoever wants to join.</summary>
/// <remarks>That is the cluster's control-plane endpoint where it has one; else the control plane that is named stays
/// as long as it lives, and then the first of those that do. All control planes come to the same result. A changed text
/// is signed in the same write: the controller that signs may not be led just when a control plane has died.</remarks>
public sealed class ClusterInfoKeeper(IApiClient api, string authorityPem, TimeProvider time)
{
    /// <summary>For a control plane that starts: whoever asks it from now on is told something. What is there stays, if
    /// it is not another endpoint.</summary>
    public async ValueTask EnsureAnyAsync(IPEndPoint self, CancellationToken cancellation)
    {
        var current = await FindAsync(ClusterInfo.Key, cancellation);
        var endpoint = await EndpointAsync(cancellation);
        if (current is not null && endpoint.Length == 0)
            return;
        try
        {
            await ApplyAsync(current, endpoint, [self], cancellation);
        }
        catch (StatusException race) when (race.IsAlreadyExists || race.IsConflict)
        {
            // Another control plane was first.
        }
    }

    /// <param name="living">The control planes that live, in the same order everywhere; not empty.</param>
    public async ValueTask EnsureAsync(IReadOnlyList<IPEndPoint> living, CancellationToken cancellation) =>
        await ApplyAsync(
            await FindAsync(ClusterInfo.Key, cancellation), await EndpointAsync(cancellation), living, cancellation);

    private async ValueTask ApplyAsync(
        ConfigMap? current, string endpoint, IReadOnlyList<IPEndPoint> living, CancellationToken cancellation)
    {
        var candidates = endpoint.Length > 0
            ? [ClusterInfo.Of(authorityPem, $"https://{endpoint}")]
            : living.Select(address => ClusterInfo.Of(authorityPem, $"https://{address}")).ToList();
        if (current?.Data[ClusterInfo.KubeconfigKey] is { } named
            && candidates.Exists(candidate => candidate.Data[ClusterInfo.KubeconfigKey] == named))
        {
            return;
        }
        var wanted = current ?? candidates[0];
        var text = candidates[0].Data[ClusterInfo.KubeconfigKey]!;
        var tokens = await api.ListAsync<Secret>(
            new ListQuery
            {
                Namespace = BootstrapTokenSecret.Namespace,
                FieldSelector = $"type={BootstrapTokenSecret.Type}",
                ResourceVersion = "0",
            },
            cancellation);
        wanted = wanted with
        {
            Data = ClusterInfo.Signed(wanted.Data, text, tokens.Items.Cast<Secret>(), time.GetUtcNow()),
        };
        if (current is null)
            await api.CreateAsync(wanted, cancellation);
        else
            await api.UpdateAsync(wanted, cancellation);
    }

    private async ValueTask<string> EndpointAsync(CancellationToken cancellation) =>
        await FindAsync(ClusterSettings.Key, cancellation) is { } settings
            ? ClusterSettings.Of(settings).ControlPlaneEndpoint
            : "";

    private async ValueTask<ConfigMap?> FindAsync(ObjectKey key, CancellationToken cancellation)
    {
        try
        {
            return (ConfigMap)await api.GetAsync(ApiKinds.Of<ConfigMap>(), key, "0", null, cancellation);
        }
        catch (StatusException absent) when (absent.IsNotFound)
        {
            return null;
        }
    }
}
