using System.Net;
using Orchestrator.Akka.Cluster;
using Orchestrator.ApiServer.Audit;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Hosting;

/// <summary>What one member of an Akka cluster runs. What it is its configuration's roles say: <c>control-plane</c>,
/// <c>node</c>, or both.</summary>
public sealed record AkkaHostOptions
{
    /// <summary>Roles, addresses, seeds and nodes.</summary>
    public required AkkaConfiguration Configuration { get; init; }

    /// <summary>Certificates, admin.kubeconfig, the nodes' files and, without <see cref="Journal"/>, the journal. Null:
    /// a temporary directory until the member ends.</summary>
    public string? DataDirectory { get; init; }

    /// <summary>The PostgreSQL database that the control planes share,
    /// <c>postgres://USER:PASSWORD@HOST:PORT/DATABASE</c>. Null: a file in the data directory, for the only control
    /// plane of its cluster.</summary>
    public string? Journal { get; init; }

    /// <summary>Where a control plane's API listens, HTTPS; port 0 picks a free one.</summary>
    public IPEndPoint Listen { get; init; } = new(IPAddress.Loopback, 6443);

    /// <summary>Where kubectl and other control planes reach it. Null: the address listened on, or this machine's first
    /// where that is all of them.</summary>
    public IPEndPoint? Advertise { get; init; }

    /// <summary>What a control plane is called: see <see cref="OrchestratorOptions.MemberName"/>.</summary>
    public string? MemberName { get; init; }

    /// <summary>What runs Pods on the member's nodes.</summary>
    public NodeRuntime Runtime { get; init; } = NodeRuntime.Process;

    /// <inheritdoc cref="OrchestratorOptions.ControlPlaneEndpoint"/>
    public string? ControlPlaneEndpoint { get; init; }

    /// <summary>The range Service addresses come from. The default answers on this
    /// machine without privileges.</summary>
    public string ServiceCidr { get; init; } = new OrchestratorOptions().ServiceCidr;

    /// <summary>How long a certificate that the cluster signs is valid, where no shorter time is asked for.</summary>
    public TimeSpan ClusterSigningDuration { get; init; } = new OrchestratorOptions().ClusterSigningDuration;

    /// <inheritdoc cref="OrchestratorOptions.CertificateValidityPeriod"/>
    public TimeSpan CertificateValidityPeriod { get; init; } = new OrchestratorOptions().CertificateValidityPeriod;

    /// <summary>What becomes of the nodes' programs when the member stops in order.</summary>
    public bool KeepWorkloads { get; init; }

    /// <inheritdoc cref="OrchestratorOptions.ConnectionDrainTimeout"/>
    public TimeSpan ConnectionDrainTimeout { get; init; } = new OrchestratorOptions().ConnectionDrainTimeout;

    /// <summary>Names and times of the Leases by which controllers and scheduler are fenced; where they run the cluster
    /// says.</summary>
    public LeaderElectionSettings LeaderElection { get; init; } = new();

    /// <summary>How long a member that died may stand among the others as if it still ran one of our Nodes.</summary>
    internal TimeSpan PredecessorMax { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>When the journal counts as lost; null: as the configuration says.</summary>
    internal JournalSightOptions? Sight { get; init; }

    /// <summary>By which a stop counts its bounds.</summary>
    internal TimeProvider StopTime { get; init; } = TimeProvider.System;

    /// <summary>What lies between this member and its journal.</summary>
    internal Func<IJournal, IJournal> Route { get; init; } = static journal => journal;

    /// <summary>Hears of every request to this control plane, and its answer.</summary>
    public IAuditSink Audit { get; init; } = NullAuditSink.Instance;
}
