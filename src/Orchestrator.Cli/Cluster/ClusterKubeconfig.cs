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
