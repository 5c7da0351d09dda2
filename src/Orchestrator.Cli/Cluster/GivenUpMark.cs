namespace Orchestrator.Cli.Cluster;

/// <summary>What a member of an Akka cluster leaves in its data directory when it ended without having been asked to: it is to
/// be started again, unlike one that was killed or stopped.</summary>
public static class GivenUpMark
{
    /// <summary>The others went on without it.</summary>
    public const string GivenUp = "given up";

    /// <summary>It was to write the journal and could not reach it, while another could.</summary>
    public const string JournalLost = "journal lost";

    public static void Leave(string dataDirectory, string why = GivenUp) =>
        File.WriteAllText(PathIn(dataDirectory), why);

    public static bool IsLeft(string dataDirectory) => File.Exists(PathIn(dataDirectory));

    /// <summary>Why it ended; null where there is no mark.</summary>
    public static string? Why(string dataDirectory) => !IsLeft(dataDirectory) ? null
        : File.ReadAllText(PathIn(dataDirectory)) == JournalLost ? JournalLost : GivenUp;

    public static void Remove(string dataDirectory)
    {
        if (IsLeft(dataDirectory))
            File.Delete(PathIn(dataDirectory));
    }

    private static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "given-up");
}
