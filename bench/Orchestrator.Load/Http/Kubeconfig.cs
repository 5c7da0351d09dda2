using System.Security.Cryptography.X509Certificates;
using System.Text;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Load.Http;

/// <summary>Reads the current context of a kubeconfig: server, authority, client certificate or token.</summary>
public static class Kubeconfig
{
    /// <exception cref="InvalidDataException">The file lacks what its current context names.</exception>
    public static ServerAddress Read(string path)
    {
        var yaml = new YamlStream();
        using (var text = File.OpenText(path))
            yaml.Load(text);
        if (yaml.Documents is not [{ RootNode: YamlMappingNode root }])
            throw new InvalidDataException($"{path} is not a kubeconfig");
        var directory = Path.GetDirectoryName(Path.GetFullPath(path))!;
        var context = Named(root, "contexts", Text(root, "current-context"), "context");
        var cluster = Named(root, "clusters", Text(context, "cluster"), "cluster");
        var user = Named(root, "users", Text(context, "user"), "user");
        var server = Text(cluster, "server") ?? throw new InvalidDataException($"{path} names no server");
        return new ServerAddress(
            server.TrimEnd('/'), Authority(cluster, directory), Identity(user, directory), Text(user, "token"));
    }

    private static X509Certificate2? Authority(YamlMappingNode cluster, string directory) =>
        Pem(cluster, "certificate-authority", directory) is { } pem ? X509Certificate2.CreateFromPem(pem) : null;

    private static X509Certificate2? Identity(YamlMappingNode user, string directory)
    {
        if (Pem(user, "client-certificate", directory) is not { } certificate
            || Pem(user, "client-key", directory) is not { } key)
            return null;
        return X509Certificate2.CreateFromPem(certificate, key);
    }

    // Each of these is either inline in base64, "<name>-data", or a file, whose path is relative to the kubeconfig.
    private static string? Pem(YamlMappingNode node, string name, string directory)
    {
        if (Text(node, name + "-data") is { } data)
            return Encoding.UTF8.GetString(Convert.FromBase64String(data));
        return Text(node, name) is { } file ? File.ReadAllText(Path.Combine(directory, file)) : null;
    }

    private static YamlMappingNode Named(YamlMappingNode root, string list, string? name, string field)
    {
        var found = root.Children.TryGetValue(list, out var items) && items is YamlSequenceNode sequence
            ? sequence.Children.OfType<YamlMappingNode>().FirstOrDefault(item => Text(item, "name") == name)
            : null;
        return (found is not null && found.Children.TryGetValue(field, out var inner) ? inner as YamlMappingNode : null)
            ?? throw new InvalidDataException($"the kubeconfig has no '{name}' among its {list}");
    }

    private static string? Text(YamlMappingNode node, string name) =>
        node.Children.TryGetValue(name, out var value) ? (value as YamlScalarNode)?.Value : null;
}
