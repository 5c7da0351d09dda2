using System.Text;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Bootstrap;

/// <summary>What a cluster tells anyone who asks: the ConfigMap <c>kube-public/cluster-info</c>, with the authority to
/// trust and where the API answers, signed with each token that may sign.</summary>
public static class ClusterInfo
{
    public const string Namespace = "kube-public";
    public const string Name = "cluster-info";

    /// <summary>The entry that holds a kubeconfig without users.</summary>
    public const string KubeconfigKey = "kubeconfig";

    /// <summary>What the names of signatures begin with; the token's id follows.</summary>
    public const string SignaturePrefix = "jws-kubeconfig-";

    public static ObjectKey Key { get; } = new(Namespace, Name);

    /// <param name="authorityPem">The cluster's authority.</param>
    /// <param name="server">Such as <c>https://10.0.0.1:6443</c>.</param>
    public static ConfigMap Of(string authorityPem, string server) => new()
    {
        Metadata = new ObjectMeta { Name = Name, Namespace = Namespace },
        Data = ValueMap.Of((KubeconfigKey, Kubeconfig(authorityPem, server))),
    };

    /// <summary>The entries of the ConfigMap: its text, signed with every token that may sign now, with no other, and
    /// what else it holds.</summary>
    public static ValueMap<string> Signed(
        ValueMap<string> data, string kubeconfig, IEnumerable<Secret> secrets, DateTimeOffset now)
    {
        var signed = data
            .Where(entry => !entry.Key.StartsWith(SignaturePrefix, StringComparison.Ordinal))
            .ToValueMap()
            .With(KubeconfigKey, kubeconfig);
        foreach (var secret in secrets)
        {
            if (BootstrapTokenSecret.Read(secret) is { MaySign: true, Token.Secret.Length: > 0 } known
                && !known.IsExpired(now))
                signed = signed.With(SignaturePrefix + known.Token.Id, BootstrapSignature.Of(kubeconfig, known.Token));
        }
        return signed;
    }

    /// <summary>As kubeadm writes it.</summary>
    private static string Kubeconfig(string authorityPem, string server) => $$"""
        apiVersion: v1
        clusters:
        - cluster:
            certificate-authority-data: {{Convert.ToBase64String(Encoding.UTF8.GetBytes(authorityPem))}}
            server: {{server}}
          name: ""
        contexts: null
        current-context: ""
        kind: Config
        preferences: {}
        users: null

        """;
}
