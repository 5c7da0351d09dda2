namespace Orchestrator.Client.Http.Kubeconfigs;

/// <summary>An entry of <c>clusters</c>.</summary>
public sealed record KubeconfigCluster(string Name, string Server)
{
    /// <summary>As an absolute path.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>PEM; goes before the file.</summary>
    public byte[]? AuthorityData { get; init; }

    public string? TlsServerName { get; init; }
}
