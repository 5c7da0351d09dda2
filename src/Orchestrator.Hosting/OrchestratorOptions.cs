using System.Net;
using Orchestrator.ApiServer.Audit;
using Orchestrator.ApiServer.Http.Certificates;

namespace Orchestrator.Hosting;

/// <summary>What one process runs: a control plane and its nodes.</summary>
public sealed record OrchestratorOptions
{
    /// <summary>
    /// Where the cluster is kept: its journal, certificates, admin.kubeconfig and the nodes' files. Null: nothing
    /// outlives the process, and the certificates and kubeconfig lie in a temporary directory until it ends.
    /// </summary>
    public string? DataDirectory { get; set; }

    /// <summary>Where the API listens; port 0 picks a free one.</summary>
    public IPEndPoint Listen { get; set; } = new(IPAddress.Loopback, 6443);

    /// <summary>
    /// A PostgreSQL database that several control planes share, <c>postgres://USER:PASSWORD@HOST:PORT/DATABASE</c>;
    /// certificates, kubeconfig and the nodes' files still lie in the data directory. Null: a journal of its own there.
    /// </summary>
    public string? Journal { get; set; }

    /// <summary>Where other control planes and nodes reach the API of this one. Null: the address listened on, or this
    /// machine's first where that is all of them.</summary>
    public IPEndPoint? Advertise { get; set; }

    /// <summary>HOST:PORT that leads to whichever control plane lives, such as a balancer's: what cluster-info and the
    /// join command name, and the server's certificate is good for. Null: as an earlier start said, or none.</summary>
    public string? ControlPlaneEndpoint { get; set; }

    /// <summary>What this process is called among the control planes: the holder of a Lease that it leads by is
    /// <c>name_uid</c>. A DNS label. Null: this machine's name.</summary>
    public string? MemberName { get; set; }

    /// <summary>How many nodes this process is; none: a control plane that others join.</summary>
    public int Nodes { get; set; } = 1;

    /// <summary>What runs Pods on them.</summary>
    public NodeRuntime Runtime { get; set; } = NodeRuntime.Process;

    /// <summary>The first node's name; further ones are <c>name-1</c>, <c>name-2</c>, … Null:
    /// this machine's name.</summary>
    public string? NodeName { get; set; }

    /// <summary>The range Service addresses come from: one for all control planes of a cluster, and for good. The
    /// default answers on this machine without privileges.</summary>
    public string ServiceCidr { get; set; } = "127.96.0.0/12";

    /// <summary>How long a certificate that the cluster signs is valid where no shorter time was asked; at least
    /// <see cref="ClusterSigningDurationMin"/>. kube-controller-manager's <c>--cluster-signing-duration</c>.</summary>
    public TimeSpan ClusterSigningDuration { get; set; } = TimeSpan.FromDays(365);

    /// <summary>How long a control plane's own certificates are valid, the administrator's among them; at least
    /// <see cref="ClusterSigningDurationMin"/>. They are renewed while it runs. kubeadm's
    /// <c>certificateValidityPeriod</c>.</summary>
    public TimeSpan CertificateValidityPeriod { get; set; } = ClusterCertificates.UsualValidity;

    /// <summary>A renewal takes seconds, and begins when a tenth to three tenths of the time are left.</summary>
    public static TimeSpan ClusterSigningDurationMin { get; } = TimeSpan.FromSeconds(10);

    /// <summary>What becomes of the nodes' programs when the cluster stops in order.</summary>
    public bool KeepWorkloads { get; set; }

    /// <summary>How long nodes that stop in order wait for answers that are due on connections to Services, when their
    /// Pods have ended: what is left then is reset. Zero: nothing is waited for.</summary>
    public TimeSpan ConnectionDrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Which of several control planes runs controllers and scheduler.</summary>
    public LeaderElectionSettings LeaderElection { get; set; } = new();

    /// <summary>Hears of every request and its answer.</summary>
    public IAuditSink Audit { get; set; } = NullAuditSink.Instance;
}

/// <summary>What runs Pods.</summary>
public enum NodeRuntime
{
    /// <summary>Each container's command as a process of this machine.</summary>
    Process,

    /// <summary>Nothing: Pods live as if they ran.</summary>
    Hollow,
}
