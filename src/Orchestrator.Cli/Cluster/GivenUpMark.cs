namespace Orchestrator.Cli.Cluster;

/// <summary>What a member of an Akka cluster leaves in its data directory when it ended because the others went on without
/// it: it is to be started again, unlike one that was killed or stopped.</summary>
public static class GivenUpMark
{
    public static void Leave(string dataDirectory) => File.WriteAllText(PathIn(dataDirectory), "");

    public static bool IsLeft(string dataDirectory) => File.Exists(PathIn(dataDirectory));

    public static void Remove(string dataDirectory)
    {
        if (IsLeft(dataDirectory))
            File.Delete(PathIn(dataDirectory));
    }

    private static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "given-up");
}
