using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace Orchestrator.Hosting.Joining;

/// <summary>The directory of a process that joined, held by this process alone.</summary>
/// <remarks>
/// <c>node.json</c>, <c>kubelet.kubeconfig</c>, <c>pki/ca.crt</c>, <c>pki/kubelet-client-current.pem</c>; of further
/// nodes <c>nodes/NAME/kubelet-client-current.pem</c>. Every file is replaced whole.
/// </remarks>
internal sealed class JoinedDirectory : IDisposable
{
    private const string StateName = "node.json";

    private readonly DirectoryLock _lock;
    private readonly bool _isNew;

    private JoinedDirectory(DataLayout layout, DirectoryLock held, bool isNew)
    {
        Layout = layout;
        _lock = held;
        _isNew = isNew;
    }

    public DataLayout Layout { get; }

    public string Kubeconfig => Path.Combine(Layout.Root, "kubelet.kubeconfig");

    public string AuthorityFile => Path.Combine(Layout.Pki, "ca.crt");

    private string StateFile => Path.Combine(Layout.Root, StateName);

    /// <summary>Whether something joined there, whoever may be running it.</summary>
    public static bool Exists(string directory) => File.Exists(Path.Combine(directory, StateName));

    /// <exception cref="DataDirectoryException">It cannot be made.</exception>
    /// <exception cref="JoinException">Another process holds it, or it is a control plane's.</exception>
    public static JoinedDirectory Open(string path)
    {
        var isNew = !Directory.Exists(path);
        var layout = DataLayout.Prepare(path);
        if (Directory.Exists(layout.Store))
        {
            throw new JoinException(
                $"{layout.Root} keeps a cluster of its own: name another directory with --data");
        }
        return new(layout, DirectoryLock.Take(layout.Root), isNew);
    }

    /// <summary>Null: nothing has joined here.</summary>
    /// <exception cref="JoinException">The file cannot be read.</exception>
    public JoinedState? Load()
    {
        if (!File.Exists(StateFile))
            return null;
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllText(StateFile), JoinedStateJson.Default.JoinedState)
                ?? throw new JsonException("it is empty");
        }
        catch (JsonException error)
        {
            throw new JoinException(
                $"{StateFile} cannot be read: {error.Message} Join anew after orchestrator reset --data {Layout.Root}",
                error);
        }
    }

    public void Save(JoinedState state) =>
        PrivateFile.Write(StateFile, JsonSerializer.Serialize(state, JoinedStateJson.Default.JoinedState) + "\n");

    public void SaveAuthority(string pem)
    {
        Directory.CreateDirectory(Layout.Pki);
        PrivateFile.Write(AuthorityFile, pem);
    }

    /// <exception cref="JoinException">It is missing.</exception>
    public X509Certificate2Collection Authorities()
    {
        if (!File.Exists(AuthorityFile))
            throw new JoinException(
                $"{AuthorityFile} is missing: orchestrator reset --data {Layout.Root} and join anew");
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(File.ReadAllText(AuthorityFile));
        return authorities;
    }

    /// <summary>Where a node's certificate lies, with its key.</summary>
    /// <param name="index">The node's number in its process.</param>
    public string CertificateOf(string node, int index) =>
        Path.Combine(PkiOf(node, index), "kubelet-client-current.pem");

    /// <summary>The same for the certificate that it serves its kubelet's port with.</summary>
    public string ServingCertificateOf(string node, int index) =>
        Path.Combine(PkiOf(node, index), "kubelet-server-current.pem");

    private string PkiOf(string node, int index)
    {
        var directory = index == 0 ? Layout.Pki : Path.Combine(Layout.Root, "nodes", node);
        Directory.CreateDirectory(directory);
        return directory;
    }

    /// <summary>A kubeconfig of the first node's, for kubectl and for people; the process itself reads
    /// <c>node.json</c>.</summary>
    public void WriteKubeconfig(JoinedState state)
    {
        var certificate = CertificateOf(state.NodeName, 0);
        var user = $"system:node:{state.NodeName}";
        PrivateFile.Write(Kubeconfig, $"""
            apiVersion: v1
            kind: Config
            clusters:
            - name: orchestrator
              cluster:
                server: {state.Server}
                certificate-authority-data: {Convert.ToBase64String(File.ReadAllBytes(AuthorityFile))}
            users:
            - name: {user}
              user:
                client-certificate: {certificate}
                client-key: {certificate}
            contexts:
            - name: {user}@orchestrator
              context:
                cluster: orchestrator
                user: {user}
            current-context: {user}@orchestrator

            """);
    }

    /// <summary>Removes what joining made; what else lies there stays.</summary>
    public void Remove()
    {
        File.Delete(StateFile);
        File.Delete(Kubeconfig);
        foreach (var directory in new[] { Layout.Pki, Path.Combine(Layout.Root, "nodes") })
        {
            if (Directory.Exists(directory))
                Directory.Delete(directory, recursive: true);
        }
        _lock.Remove();
    }

    /// <summary>Lets go of it after a join that failed; where no certificate was asked for, nothing is left of
    /// it.</summary>
    public void Abandon()
    {
        if (!File.Exists(StateFile) && !HasKeys())
            Remove();
        Dispose();
        if (_isNew && !Directory.EnumerateFileSystemEntries(Layout.Root).Any())
            Directory.Delete(Layout.Root);
    }

    public void Dispose() => _lock.Dispose();

    private bool HasKeys() => new[] { Layout.Pki, Path.Combine(Layout.Root, "nodes") }
        .Where(Directory.Exists)
        .SelectMany(directory => Directory.EnumerateFiles(directory, "*", SearchOption.AllDirectories))
        .Any(file => file != AuthorityFile);
}
