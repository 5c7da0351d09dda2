namespace Orchestrator.Hosting.Joining;

/// <summary>Which cluster this process joins, and as which nodes.</summary>
public sealed record NodeJoinOptions
{
    /// <summary>Where an API server answers, such as <c>https://10.0.0.1:6443</c>. Needed until the directory has
    /// joined.</summary>
    public Uri? Server { get; set; }

    /// <summary>A bootstrap token, <c>abcdef.0123456789abcdef</c>.
    /// Needed until each node has its certificate.</summary>
    public string? Token { get; set; }

    /// <summary>Keys of authorities that may be the cluster's, each <c>sha256:…</c>; see
    /// <see cref="AuthorityPin"/>.</summary>
    public IReadOnlyList<string> CaCertHashes { get; set; } = [];

    /// <summary>Keeps certificates, kubeconfig and the nodes' files; of one process at a time.</summary>
    public required string DataDirectory { get; set; }

    /// <summary>The first node's name; further ones are <c>name-1</c>, <c>name-2</c>, … Null: as it joined, or this
    /// machine's name.</summary>
    public string? NodeName { get; set; }

    /// <summary>How many nodes this process is.</summary>
    public int Nodes { get; set; } = 1;

    public NodeRuntime Runtime { get; set; } = NodeRuntime.Process;

    /// <summary>What becomes of the nodes' programs when they stop in order.</summary>
    public bool KeepWorkloads { get; set; }

    /// <inheritdoc cref="OrchestratorOptions.ConnectionDrainTimeout"/>
    public TimeSpan ConnectionDrainTimeout { get; set; } = new OrchestratorOptions().ConnectionDrainTimeout;

    /// <summary>How long a certificate is waited for.</summary>
    public TimeSpan CertificateTimeout { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the certificates that are asked for should last, at least ten minutes. Null: as long as the
    /// signer gives.</summary>
    public TimeSpan? CertificateLifetime { get; set; }

    /// <summary>Told what is waited for, one line each.</summary>
    public Action<string> Progress { get; set; } = static _ => { };
}
