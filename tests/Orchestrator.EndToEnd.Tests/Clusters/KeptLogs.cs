namespace Orchestrator.EndToEnd.Tests.Clusters;

/// <summary>The members' logs of a cluster that is about to be removed, where a person wants to read them: below the
/// directory that ORCHESTRATOR_TEST_LOGS names.</summary>
internal static class KeptLogs
{
    /// <param name="directory">The cluster's.</param>
    public static void Keep(string directory)
    {
        if (Environment.GetEnvironmentVariable("ORCHESTRATOR_TEST_LOGS") is not { Length: > 0 } root)
            return;
        var kept = Directory.CreateDirectory(Path.Combine(root, Path.GetFileName(directory)));
        foreach (var log in Directory.EnumerateFiles(Path.Combine(directory, "logs")))
            File.Copy(log, Path.Combine(kept.FullName, Path.GetFileName(log)), overwrite: true);
    }
}
