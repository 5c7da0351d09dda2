namespace Orchestrator.Cli.Cluster;

/// <summary>What lies in the data directory of a member of an Akka cluster that has ended: why it did so without having
/// been asked to, and is to be started again; or that somebody ended it, and it is not.</summary>
public static class GivenUpMark
{
    /// <summary>The others went on without it.</summary>
    public const string GivenUp = "given up";

    /// <summary>It was to write the journal and could not reach it, while another could.</summary>
    public const string JournalLost = "journal lost";

    /// <summary>Somebody ended it: whatever it was about to do, it stays so.</summary>
    public const string OnPurpose = "on purpose";

    /// <remarks>Whole or not at all: half of <see cref="OnPurpose"/> would say something else.</remarks>
    public static void Leave(string dataDirectory, string why = GivenUp)
    {
        var path = PathIn(dataDirectory);
        var fresh = $"{path}.{Environment.ProcessId}";
        File.WriteAllText(fresh, why);
        File.Move(fresh, path, overwrite: true);
    }

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
