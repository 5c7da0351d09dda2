using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Logging;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Client.Http.Kubeconfigs;
using Orchestrator.Hosting.Joining;

namespace Orchestrator.Akka.Hosting;

/// <summary>How a member without a control plane learns which cluster it is in: the key of its authority, by which the
/// cluster's processes on one machine share Service addresses.</summary>
/// <remarks>The member needs no certificate, and checks none: whom it trusts its membership says.</remarks>
internal static class ClusterIdentity
{
    private static readonly TimeSpan PauseMin = TimeSpan.FromMilliseconds(50), PauseMax = TimeSpan.FromSeconds(1);

    /// <summary>Asks until a control plane answers.</summary>
    /// <param name="api">As a node.</param>
    public static async Task<string> LearnAsync(IApiClient api, ILogger logger, CancellationToken cancellation)
    {
        var pause = PauseMin;
        var isTold = false;
        while (true)
        {
            try
            {
                return PinIn(await api.GetAsync<ConfigMap>(ClusterInfo.Key, cancellation));
            }
            catch (Exception error) when (error is ApiUnreachableException or StatusException)
            {
                // None is there yet, or it is still starting, or has not heard of this member.
                if (pause == PauseMax && !isTold)
                    MemberLog.Waiting(logger, error.Message);
                isTold = pause == PauseMax;
            }
            await Task.Delay(pause, cancellation);
            pause = pause * 2 < PauseMax ? pause * 2 : PauseMax;
        }
    }

    internal static string PinIn(ConfigMap info)
    {
        var kubeconfig = Kubeconfig.Parse(info.Data[ClusterInfo.KubeconfigKey] ?? "", "/");
        var pem = kubeconfig.Clusters is [{ AuthorityData: { } data }, ..]
            ? Encoding.UTF8.GetString(data)
            : throw new JoinException("the cluster's cluster-info names no authority");
        using var authority = X509Certificate2.CreateFromPem(pem);
        return AuthorityPin.Of(authority);
    }
}
