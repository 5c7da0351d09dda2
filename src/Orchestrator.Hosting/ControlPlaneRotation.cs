using Microsoft.Extensions.Logging;
using Orchestrator.Actors;
using Orchestrator.ApiServer.Http.Certificates;
using Orchestrator.Hosting.Joining;

namespace Orchestrator.Hosting;

/// <summary>Renews a control plane's own certificates while it runs, when nodes renew theirs: after 70 to 90 % of their
/// life.</summary>
/// <remarks>Each control plane has its own files and renews them alone; what they share, the authorities, is
/// kept.</remarks>
internal sealed class ControlPlaneRotation(IActorSystem system, string adminKubeconfig, ILogger logger)
{
    /// <summary>Its own tree; who shows the certificate hears of the next one by
    /// <see cref="IssuedCertificate.Renewed"/>.</summary>
    public IActorRef Start(IssuedCertificate certificate) => Start(certificate, certificate.Renew);

    /// <summary>The administrator's, which lies in the kubeconfig too.</summary>
    public IActorRef StartAdmin(IssuedCertificate certificate)
    {
        // What the file holds: not the current one, where an earlier renewal could not write it.
        var written = certificate.Current;
        return Start(certificate, () =>
        {
            var files = certificate.Renew();
            var kubeconfig = AdminKubeconfig.Renew(adminKubeconfig, written, certificate.Current);
            if (kubeconfig is null)
                written = certificate.Current;
            return files is null || kubeconfig is null ? files ?? kubeconfig : $"{files}; {kubeconfig}";
        });
    }

    private IActorRef Start(IssuedCertificate certificate, Func<string?> renew) => system.Spawn(
        $"renewal-{certificate.Name}",
        () => new CertificateRotation(
            () => CertificateLife.RenewalOf(certificate.Current, certificate.TakenUp, system.Entropy.NextDouble()),
            _ =>
            {
                if (renew() is { } trouble)
                    Log.FilesLeft(logger, certificate.Name, trouble);
                return Task.CompletedTask;
            },
            error => Log.OwnNotRenewed(logger, certificate.Name, error.Message)));
}
