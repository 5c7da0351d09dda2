using Orchestrator.Api.Values;
using Orchestrator.Client;
using Orchestrator.Controllers.Certificates;

namespace Orchestrator.Controllers;

/// <summary>kube-controller-manager's settings, with its defaults.</summary>
public sealed record ControllerManagerOptions
{
    /// <summary>What runs; a service that embeds us may add its own.</summary>
    public ValueList<ControllerRegistration> Controllers { get; init; } = BuiltInControllers.All;

    /// <summary>The cluster's CA, PEM, published to every namespace as kube-root-ca.crt; empty: not
    /// published.</summary>
    public string RootCa { get; init; } = "";

    /// <summary>Signs certificates for nodes that join; null: none can, and the controllers for it do not
    /// run.</summary>
    public ICertificateSigner? Signer { get; init; }

    /// <summary>How long a certificate is valid for which no shorter time was asked.</summary>
    public TimeSpan ClusterSigningDuration { get; init; } = TimeSpan.FromDays(365);

    /// <summary>How long a Node may be silent before its Ready condition becomes Unknown.</summary>
    public TimeSpan NodeMonitorGracePeriod { get; init; } = TimeSpan.FromSeconds(50);

    /// <summary>The same for a Node that has never posted a status.</summary>
    public TimeSpan NodeStartupGracePeriod { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How often Nodes are looked at.</summary>
    public TimeSpan NodeMonitorPeriod { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Finished Pods kept in the cluster before the oldest are deleted; 0: all are kept.</summary>
    public int TerminatedPodThreshold { get; init; } = 12500;

    /// <summary>Told of every reconciliation that failed, with the controller's name; quick, and safe for
    /// threads.</summary>
    public Action<string, ReconcileFailure>? OnFailure { get; init; }
}
