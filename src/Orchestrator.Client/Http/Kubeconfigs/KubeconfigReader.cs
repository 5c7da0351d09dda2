using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Orchestrator.Client.Http.Kubeconfigs;

/// <summary>Reads a kubeconfig's YAML (or JSON, which is YAML too).</summary>
internal static class KubeconfigReader
{
    // Ways to prove who one is that this client does not know.
    private static readonly string[] UnsupportedOfUser = ["exec", "auth-provider", "username", "password"];

    public static Kubeconfig Read(string text, string directory)
    {
        var root = Root(text);
        return new(
            [.. Entries(root, "clusters").Select(entry => Cluster(entry, directory))],
            [.. Entries(root, "users").Select(entry => User(entry, directory))],
            [.. Entries(root, "contexts").Select(Context)],
            Text(root, "current-context"));
    }

    private static YamlMappingNode Root(string text)
    {
        try
        {
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents is [{ RootNode: YamlMappingNode root }, ..]
                && Text(root, "kind") is null or "Config")
            {
                return root;
            }
        }
        catch (YamlException error)
        {
            throw new KubeconfigException($"the kubeconfig is not YAML: {error.Message}", error);
        }
        throw new KubeconfigException("the document is no kubeconfig: its kind is not Config");
    }

    private static KubeconfigCluster Cluster(YamlMappingNode entry, string directory)
    {
        var name = NameOf(entry, "clusters");
        var fields = Map(entry, "cluster");
        if (Text(fields, "insecure-skip-tls-verify") == "true")
        {
            throw new KubeconfigException(
                $"cluster {name}: insecure-skip-tls-verify is not supported, name its authority");
        }
        if (Text(fields, "proxy-url") is not null)
            throw new KubeconfigException($"cluster {name}: proxy-url is not supported");
        return new(name, Text(fields, "server") ?? throw new KubeconfigException($"cluster {name} names no server"))
        {
            AuthorityFile = PathIn(directory, fields, "certificate-authority"),
            AuthorityData = Data(fields, "certificate-authority-data", $"cluster {name}"),
            TlsServerName = Text(fields, "tls-server-name"),
        };
    }

    private static KubeconfigUser User(YamlMappingNode entry, string directory)
    {
        var name = NameOf(entry, "users");
        var fields = Map(entry, "user");
        return new(name)
        {
            CertificateFile = PathIn(directory, fields, "client-certificate"),
            CertificateData = Data(fields, "client-certificate-data", $"user {name}"),
            KeyFile = PathIn(directory, fields, "client-key"),
            KeyData = Data(fields, "client-key-data", $"user {name}"),
            Token = Text(fields, "token"),
            TokenFile = PathIn(directory, fields, "tokenFile"),
            Unsupported = [.. UnsupportedOfUser.Where(field => fields is not null && Find(fields, field) is not null)],
        };
    }

    private static KubeconfigContext Context(YamlMappingNode entry)
    {
        var fields = Map(entry, "context");
        return new(
            NameOf(entry, "contexts"), Text(fields, "cluster") ?? "", Text(fields, "user") ?? "",
            Text(fields, "namespace"));
    }

    private static IEnumerable<YamlMappingNode> Entries(YamlMappingNode root, string name) =>
        Find(root, name) is YamlSequenceNode list ? list.Children.OfType<YamlMappingNode>() : [];

    // Empty is a name: that of cluster-info's cluster.
    private static string NameOf(YamlMappingNode entry, string list) =>
        (Find(entry, "name") as YamlScalarNode)?.Value
        ?? throw new KubeconfigException($"an entry of {list} has no name");

    private static YamlMappingNode? Map(YamlMappingNode entry, string name) => Find(entry, name) as YamlMappingNode;

    private static string? Text(YamlMappingNode? map, string name) =>
        map is not null && Find(map, name) is YamlScalarNode { Value: { Length: > 0 } text } ? text : null;

    private static YamlNode? Find(YamlMappingNode map, string name) =>
        map.Children.TryGetValue(new YamlScalarNode(name), out var value) ? value : null;

    private static string? PathIn(string directory, YamlMappingNode? map, string name) =>
        Text(map, name) is { } path ? Path.GetFullPath(path, directory) : null;

    private static byte[]? Data(YamlMappingNode? map, string name, string owner)
    {
        if (Text(map, name) is not { } text)
            return null;
        try
        {
            return Convert.FromBase64String(text);
        }
        catch (FormatException error)
        {
            throw new KubeconfigException($"{owner}: {name} is not base64", error);
        }
    }
}
