using Orchestrator.Actors;
using Orchestrator.Api.Errors;
using Orchestrator.Client;
using Orchestrator.Client.Http;
using NodeObject = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Hosting.Joining;

/// <summary>Undoes a join: ends the nodes' programs, takes the nodes out of the cluster where it can be reached, and
/// removes what joining put into the directory.</summary>
public sealed class NodeReset
{
    private static readonly TimeSpan ApiTimeout = TimeSpan.FromSeconds(5);

    private readonly Action<string> _tell;

    /// <param name="tell">Told what was done and what was not, one line each.</param>
    public NodeReset(Action<string> tell) => _tell = tell;

    /// <exception cref="JoinException">Nothing joined there, or a process still runs it.</exception>
    public async Task RunAsync(string dataDirectory, CancellationToken cancellation = default)
    {
        var full = Path.GetFullPath(dataDirectory);
        if (!JoinedDirectory.Exists(full))
            throw new JoinException($"nothing has joined a cluster from {full}: name the directory with --data");
        using (var directory = JoinedDirectory.Open(full))
        {
            var state = directory.Load()!;
            var names = NodeNaming.Series(state.NodeName, state.Nodes);
            foreach (var name in names)
                await EndProgramsAsync(directory.Layout, name, cancellation);
            for (var i = 0; i < names.Count; i++)
                await LeaveAsync(directory, state, names[i], i, cancellation);
            directory.Remove();
        }
        if (!Directory.EnumerateFileSystemEntries(full).Any())
            Directory.Delete(full);
        _tell($"removed what joining had put into {full}");
    }

    private async Task EndProgramsAsync(DataLayout layout, string name, CancellationToken cancellation)
    {
        var pods = await LeftPrograms.EndAsync(layout, name, cancellation);
        if (pods > 0)
            _tell($"ended the programs of {pods} Pods");
    }

    private async Task LeaveAsync(
        JoinedDirectory directory, JoinedState state, string name, int index, CancellationToken cancellation)
    {
        try
        {
            var certificate = new KubeletCertificate(directory.CertificateOf(name, index));
            if (certificate.Current is null)
                return;
            using var api = new HttpApiClient(new(new Uri(state.Server))
            {
                Servers = new ApiServers(state.Servers.Select(server => new Uri(server))),
                Authorities = directory.Authorities(),
                ClientCertificate = () => certificate.Current,
                RequestTimeout = ApiTimeout,
            });
            await api.DeleteAsync<NodeObject>(new("", name), cancellation: cancellation);
            _tell($"took the node {name} out of the cluster");
        }
        catch (StatusException error) when (error.IsNotFound)
        {
            // Somebody took it out before.
        }
        catch (Exception error) when (error is StatusException or ApiUnreachableException or JoinException)
        {
            _tell($"the node {name} may still stand in the cluster, \"kubectl delete node {name}\" there: "
                + $"{error.Message}");
        }
    }
}
