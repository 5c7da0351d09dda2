using System.Globalization;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>What the journal itself says of its writers: read with <c>psql</c> from the cluster's own
/// PostgreSQL.</summary>
internal static class JournalCheck
{
    private const string Rows =
        "SELECT persistence_id, sequence_number, manifest FROM journal WHERE persistence_id LIKE 'store-%' "
        + "ORDER BY substr(persistence_id, 7)::bigint, sequence_number";

    /// <summary>Each epoch's rows follow one another without a gap; every epoch but the newest ends with a seal, and
    /// nothing follows a seal: no two writers.</summary>
    /// <returns>How many leaderships there were.</returns>
    public static Task<int> OneWriterAtATimeAsync(LaunchedCluster cluster) =>
        OneWriterAtATimeAsync(System.IO.Path.Combine(cluster.Directory, "postgres"));

    /// <param name="socket">The directory of the database's Unix socket.</param>
    public static async Task<int> OneWriterAtATimeAsync(string socket)
    {
        var rows = await ReadAsync(socket);
        var epochs = rows.GroupBy(row => row.Epoch).OrderBy(epoch => epoch.Key).ToList();
        foreach (var epoch in epochs)
        {
            var sequence = epoch.Select(row => row.Sequence).ToList();
            Assert.Equal(Enumerable.Range(0, sequence.Count).Select(i => sequence[0] + i), sequence);
            var seals = epoch.Count(row => row.IsSeal);
            Assert.Equal(epoch.Key == epochs[^1].Key ? 0 : 1, seals);
            Assert.True(seals == 0 || epoch.Last().IsSeal, $"epoch {epoch.Key} goes on behind its seal");
        }
        return epochs.Count;
    }

    private static async Task<List<(long Epoch, long Sequence, bool IsSeal)>> ReadAsync(string socket)
    {
        var psql = System.IO.Directory.EnumerateFiles("/usr/lib/postgresql", "psql", SearchOption.AllDirectories).First();
        var output = await Run.CheckedAsync(
            psql, "-h", socket, "-U", "postgres", "-d", "postgres", "-At",
            "-F", "|", "-c", Rows);
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split('|'))
            .Select(part => (
                long.Parse(part[0]["store-".Length..], CultureInfo.InvariantCulture),
                long.Parse(part[1], CultureInfo.InvariantCulture),
                part[2].Contains("seal", StringComparison.OrdinalIgnoreCase)))];
    }
}
