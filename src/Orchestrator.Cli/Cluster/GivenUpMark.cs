namespace Orchestrator.Cli.Cluster;

/// <summary>What a member of an Akka cluster leaves in its data directory when it ended without having been asked to:
/// it is to be started again, unlike one that was killed or stopped.</summary>
public static class GivenUpMark
{
    /// <summary>The others went on without it.</summary>
    public const string GivenUp = "given up";

    /// <summary>It was to write the journal and could not reach it, while another could.</summary>
    public const string JournalLost = "journal lost";

    /// <summary>Somebody ended it: whatever it was about to do, it stays so.</summary>
    public const string OnPurpose = "on purpose";

    public static void Leave(string dataDirectory, string why = GivenUp) =>
        File.WriteAllText(PathIn(dataDirectory), why);

    public static bool IsLeft(string dataDirectory) => Why(dataDirectory) is not null;

    public static bool IsOnPurpose(string dataDirectory) => Read(dataDirectory) == OnPurpose;

    /// <summary>Why it ended and is to be started again; null where it is not.</summary>
    public static string? Why(string dataDirectory) => Read(dataDirectory) switch
    {
        null or OnPurpose => null,
        JournalLost => JournalLost,
        _ => GivenUp,
    };

    public static void Remove(string dataDirectory)
    {
        if (Directory.Exists(dataDirectory))
            File.Delete(PathIn(dataDirectory));
    }

    private static string? Read(string dataDirectory)
    {
        var path = PathIn(dataDirectory);
        return File.Exists(path) ? File.ReadAllText(path) : null;
    }

    private static string PathIn(string dataDirectory) => Path.Combine(dataDirectory, "given-up");
}
