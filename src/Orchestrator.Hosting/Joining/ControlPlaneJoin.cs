using Microsoft.Extensions.Logging;

namespace Orchestrator.Hosting.Joining;

/// <summary>Makes this process a further control plane of a cluster: on the same journal, after the same checks as a
/// node's.</summary>
/// <remarks>Token and pin show that the address is the cluster's that is meant; the authority found there is put into
/// the data directory, and a journal that has another one is refused before anything is written to it.</remarks>
public static class ControlPlaneJoin
{
    /// <param name="join">Server, token and pins; its other members are not looked at.</param>
    /// <param name="options">With the journal that the cluster's control planes share, and a data directory.</param>
    /// <exception cref="JoinException">It is not that cluster, or the journal is not that cluster's.</exception>
    /// <exception cref="DataDirectoryException">The data directory cannot be used, or the journal is another
    /// cluster's.</exception>
    /// <exception cref="Orchestrator.Store.Journals.JournalException">The journal cannot be used.</exception>
    public static async Task<OrchestratorHost> StartAsync(
        NodeJoinOptions join, OrchestratorOptions options, ILoggerFactory? loggers = null,
        CancellationToken cancellation = default)
    {
        if (options.Journal is null)
            throw new JoinException("--control-plane needs the --journal that the cluster's control planes share");
        ClusterEntry.NamesOf(join, known: null);
        var cluster = await ClusterEntry.DiscoverAsync(join, cancellation);
        await CheckJournalAsync(options.Journal, cluster, cancellation);
        var data = DataLayout.Prepare(options.DataDirectory);
        if (JoinedDirectory.Exists(data.Root))
            throw new JoinException($"{data.Root} is a node's: name another directory with --data");
        var isNew = await ExpectAsync(data, cluster, cancellation);
        OrchestratorHost? host = null;
        try
        {
            host = await OrchestratorHost.StartAsync(options, loggers, cancellation);
            if (host.CaCertHash == cluster.Pin)
                return host;
            throw NotTheJournal(cluster, $"its authority is {host.CaCertHash}, the cluster's is {cluster.Pin}");
        }
        catch
        {
            if (host is not null)
                await host.DisposeAsync();
            if (isNew)
                Directory.Delete(data.Pki, recursive: true);
            throw;
        }
    }

    /// <summary>Before anything is written: to take part in another cluster's journal, or to begin a new one in an
    /// empty one, is what nobody wants who joins.</summary>
    private static async Task CheckJournalAsync(
        string journal, DiscoveredCluster cluster, CancellationToken cancellation)
    {
        string? pin;
        try
        {
            pin = await JournalAuthority.FindPinAsync(journal, cancellation);
        }
        catch (ArgumentException wrong)
        {
            throw new JoinException(
                $"{wrong.Message}; the journal is postgres://USER:PASSWORD@HOST:PORT/DATABASE", wrong);
        }
        if (pin is null)
            throw NotTheJournal(cluster, "it holds no cluster's keys");
        if (pin != cluster.Pin)
            throw NotTheJournal(cluster, $"its authority is {pin}, the cluster's is {cluster.Pin}");
    }

    private static JoinException NotTheJournal(DiscoveredCluster cluster, string because) => new(
        $"the journal is not that of the cluster at {ClusterEntry.Text(cluster.Server)}: {because}. Nothing was "
        + "written to it; name the database that the cluster's control planes use");

    /// <summary>Puts the cluster's authority where the start compares it with the journal's. True where nothing lay
    /// there.</summary>
    private static async Task<bool> ExpectAsync(
        DataLayout data, DiscoveredCluster cluster, CancellationToken cancellation)
    {
        var path = Path.Combine(data.Pki, "ca.crt");
        if (!File.Exists(path))
        {
            Directory.CreateDirectory(data.Pki);
            await File.WriteAllTextAsync(path, cluster.AuthorityPem, cancellation);
            return true;
        }
        if (await File.ReadAllTextAsync(path, cancellation) == cluster.AuthorityPem)
            return false;
        throw new JoinException(
            $"{data.Root} keeps another cluster than the one at {ClusterEntry.Text(cluster.Server)}: name another "
            + "directory with --data");
    }
}
