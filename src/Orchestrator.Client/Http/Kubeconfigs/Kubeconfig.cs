namespace Orchestrator.Client.Http.Kubeconfigs;

/// <summary>The file that tells Kubernetes' clients where a cluster is and who they are.</summary>
/// <remarks>Read here: server, certificate-authority, tls-server-name, client-certificate, client-key, token,
/// tokenFile, contexts. Programs that fetch credentials (exec) and unverified connections are refused by
/// name.</remarks>
public sealed record Kubeconfig(
    IReadOnlyList<KubeconfigCluster> Clusters,
    IReadOnlyList<KubeconfigUser> Users,
    IReadOnlyList<KubeconfigContext> Contexts,
    string? CurrentContext)
{
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="KubeconfigException">It is no kubeconfig.</exception>
    public static Kubeconfig Load(string path) =>
        Parse(File.ReadAllText(path), Path.GetDirectoryName(Path.GetFullPath(path))!);

    /// <param name="directory">What relative paths in it start from.</param>
    /// <exception cref="KubeconfigException">It is no kubeconfig.</exception>
    public static Kubeconfig Parse(string text, string directory) => KubeconfigReader.Read(text, directory);

    /// <summary>How to reach a context's cluster as its user.</summary>
    /// <param name="context">Null: the current one.</param>
    /// <exception cref="KubeconfigException">Something it names is missing, unreadable or not supported.</exception>
    public HttpApiClientOptions OptionsFor(string? context = null, TimeProvider? time = null)
    {
        var chosen = Context(context);
        var cluster = Clusters.FirstOrDefault(c => c.Name == chosen.Cluster)
            ?? throw Missing(chosen.Name, "cluster", chosen.Cluster);
        var user = Users.FirstOrDefault(u => u.Name == chosen.User)
            ?? throw Missing(chosen.Name, "user", chosen.User);
        return KubeconfigCredentials.OptionsFor(cluster, user, time ?? TimeProvider.System);
    }

    /// <summary>A context by its name; null: the current one.</summary>
    /// <exception cref="KubeconfigException">There is none of that name.</exception>
    public KubeconfigContext Context(string? name = null)
    {
        name ??= CurrentContext ?? throw new KubeconfigException("no current-context is set");
        return Contexts.FirstOrDefault(c => c.Name == name)
            ?? throw new KubeconfigException($"there is no context {name}");
    }

    private static KubeconfigException Missing(string context, string what, string name) =>
        new($"context {context} names the {what} {name}, which is not there");
}
