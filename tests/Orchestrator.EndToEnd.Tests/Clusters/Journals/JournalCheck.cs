namespace Orchestrator.EndToEnd.Tests.Clusters.Journals;

/// <summary>What the journal itself says of its writers, read from the cluster's own PostgreSQL: one at a time, no
/// revision given twice, and all that was acknowledged at its revision.</summary>
internal static class JournalCheck
{
    private const int ShownMax = 20;

    public static Task<JournalFindings> SoundAsync(LaunchedCluster cluster, RetryingLoad load) =>
        SoundAsync(At(Path.Combine(cluster.Directory, "postgres")), load.Acknowledged);

    /// <param name="socket">The directory of the database's Unix socket.</param>
    public static string At(string socket) => $"Host={socket};Username=postgres;Database=postgres";

    /// <param name="connection">Npgsql's connection string of a database with the store's tables, whoever wrote
    /// them.</param>
    /// <param name="acknowledged">What clients were told; each must be at its revision.</param>
    public static async Task<JournalFindings> SoundAsync(
        string connection, IReadOnlyCollection<AcknowledgedWrite> acknowledged)
    {
        var found = JournalAudit.Of(await JournalReader.ReadAsync(connection), acknowledged);
        Assert.True(
            found.Faults.Count == 0,
            $"{found.Faults.Count} faults in the journal:\n{string.Join('\n', found.Faults.Take(ShownMax))}");
        Assert.NotEmpty(acknowledged);
        return found;
    }
}
