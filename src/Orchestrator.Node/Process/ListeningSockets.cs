using System.Globalization;

namespace Orchestrator.Node.Process;

/// <summary>Which ports this machine's programs listen on at every address, by socket.</summary>
internal static class ListeningSockets
{
    private const string StateListen = "0A";

    /// <summary>Inode to port of every TCP socket that listens on 0.0.0.0 or [::].</summary>
    public static IReadOnlyDictionary<long, int> OnAllAddresses()
    {
        var found = new Dictionary<long, int>();
        foreach (var table in (string[])["/proc/net/tcp", "/proc/net/tcp6"])
        {
            if (File.Exists(table))
                Parse(File.ReadLines(table), found);
        }
        return found;
    }

    /// <summary>Lines such as <c>0: 00000000:1F90 00000000:0000 0A … inode …</c>, a heading first.</summary>
    internal static void Parse(IEnumerable<string> lines, Dictionary<long, int> found)
    {
        foreach (var line in lines.Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length < 10 || fields[3] != StateListen)
                continue;
            var colon = fields[1].IndexOf(':');
            if (fields[1].AsSpan(0, colon).ContainsAnyExcept('0'))
                continue;
            found[long.Parse(fields[9], CultureInfo.InvariantCulture)] =
                int.Parse(fields[1].AsSpan(colon + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
    }

    /// <summary>The ports among these that a process holds open.</summary>
    public static IEnumerable<int> HeldBy(int pid, IReadOnlyDictionary<long, int> sockets)
    {
        IReadOnlyList<FileSystemInfo> descriptors;
        try
        {
            descriptors = [.. new DirectoryInfo($"/proc/{pid}/fd").EnumerateFileSystemInfos()];
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            yield break; // the process has gone
        }
        foreach (var descriptor in descriptors)
        {
            // A socket's link reads "socket:[12345]".
            if (descriptor.LinkTarget is { } target && target.StartsWith("socket:[", StringComparison.Ordinal)
                && long.TryParse(target.AsSpan(8).TrimEnd(']'), CultureInfo.InvariantCulture, out var inode)
                && sockets.TryGetValue(inode, out var port))
            {
                yield return port;
            }
        }
    }
}
