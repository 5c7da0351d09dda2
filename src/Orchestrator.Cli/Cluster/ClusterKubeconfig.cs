using System.Security.Cryptography.X509Certificates;
using System.Text;
using Orchestrator.Client.Http.Kubeconfigs;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Cli.Cluster;

/// <summary>The cluster's kubeconfig: the current context goes through the balancer, and each control plane has a
/// context of its own.</summary>
public static class ClusterKubeconfig
{
    private const string Name = "orchestrator";
    private const string User = "kubernetes-admin";

    /// <param name="admin">The text of one control plane's admin.kubeconfig: they share authority and
    /// credentials.</param>
    /// <param name="address">HOST:PORT of the balancer.</param>
    /// <param name="members">Name and HOST:PORT of each control plane.</param>
    public static string Text(string admin, string address, IEnumerable<(string Name, string Address)> members)
    {
        var root = Load(admin);
        var authority = ((YamlSequenceNode)root["clusters"])[0]["cluster"]["certificate-authority-data"];
        var servers = members.Prepend((Name, Address: address)).ToList();
        root.Children["clusters"] = new YamlSequenceNode(servers.Select(s => Cluster(s.Item1, s.Address, authority)));
        root.Children["contexts"] = new YamlSequenceNode(servers.Select(s => Context(s.Item1)));
        root.Children["current-context"] = new YamlScalarNode(ContextName(Name));
        using var writer = new StringWriter();
        new YamlStream(new YamlDocument(root)).Save(writer, assignAnchors: false);
        return writer.ToString().Replace("\n...\n", "\n", StringComparison.Ordinal);
    }

    /// <summary>The kubeconfig with the certificate and key of that control plane's whose certificate lasts longest;
    /// all else in it stays as it is. Null: it has them already.</summary>
    /// <param name="kubeconfig">As it is, with what people changed.</param>
    /// <param name="admins">The text of each control plane's admin.kubeconfig.</param>
    /// <exception cref="FormatException">One of them has no such user, or is no kubeconfig.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A certificate is none.</exception>
    public static string? Renewed(string kubeconfig, IEnumerable<string> admins)
    {
        var held = Credentials(kubeconfig);
        var newest = held;
        foreach (var admin in admins)
        {
            var other = Credentials(admin);
            if (other.NotAfter > newest.NotAfter)
                newest = other;
        }
        return newest == held
            ? null
            : kubeconfig.Replace(held.Certificate, newest.Certificate, StringComparison.Ordinal)
                .Replace(held.Key, newest.Key, StringComparison.Ordinal);
    }

    /// <summary>As they stand in the text, in base64.</summary>
    private static (string Certificate, string Key, DateTime NotAfter) Credentials(string text)
    {
        if (Kubeconfig.Parse(text, "/").Users.FirstOrDefault(user => user.Name == User)
            is not { CertificateData: { } certificate, KeyData: { } key })
            throw new KubeconfigException($"there is no user {User} with a certificate and a key");
        using var parsed = X509Certificate2.CreateFromPem(Encoding.UTF8.GetString(certificate));
        return (Convert.ToBase64String(certificate), Convert.ToBase64String(key), parsed.NotAfter);
    }

    private static YamlMappingNode Load(string text)
    {
        var stream = new YamlStream();
        stream.Load(new StringReader(text));
        return (YamlMappingNode)stream.Documents[0].RootNode;
    }

    private static YamlMappingNode Cluster(string name, string address, YamlNode authority) => new(
        new YamlScalarNode("name"), new YamlScalarNode(name),
        new YamlScalarNode("cluster"), new YamlMappingNode(
            new YamlScalarNode("server"), new YamlScalarNode($"https://{address}") { Style = ScalarStyle.Plain },
            new YamlScalarNode("certificate-authority-data"), new YamlScalarNode(((YamlScalarNode)authority).Value)));

    private static YamlMappingNode Context(string name) => new(
        new YamlScalarNode("name"), new YamlScalarNode(ContextName(name)),
        new YamlScalarNode("context"), new YamlMappingNode(
            new YamlScalarNode("cluster"), new YamlScalarNode(name),
            new YamlScalarNode("user"), new YamlScalarNode(User)));

    public static string ContextName(string cluster) => $"{User}@{cluster}";
}
