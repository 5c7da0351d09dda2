using System.Globalization;
using System.Text;

namespace Orchestrator.Hosting;

/// <summary>The loopback ranges that this process' nodes took, so that no other of this user's gives the same Pod
/// addresses.</summary>
/// <remarks>
/// Loopback addresses are the machine's. A file per range names the node whose it is; a lock on it lasts as long as the
/// process, and the name longer, since programs outlive us and keep their addresses: a range is given to another only
/// when its node's data is gone, or when there is no other left. Where the files cannot be, the data directory's own
/// number decides alone.
/// </remarks>
internal sealed class LoopbackClaims(string directory) : IDisposable
{
    private readonly List<FileStream> _held = [];

    /// <summary>Where the processes of this user tell each other what they took, by network namespace.</summary>
    public static LoopbackClaims OfThisMachine()
    {
        var network = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/net").LinkTarget ?? "net" : "net";
        var place = string.Concat(network.Where(char.IsAsciiLetterOrDigit));
        return new(Path.Combine(Path.GetTempPath(), $"orchestrator-{Environment.UserName}", "ranges", place));
    }

    /// <summary>The range of a node, by its number in its process; the same as last time wherever that can be.</summary>
    public string Take(string dataDirectory, string node, int index)
    {
        var own = LoopbackBlocks.NumberOf(dataDirectory, index);
        var owner = $"{dataDirectory}\n{node}\n";
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var number in Candidates(own, owner))
            {
                if (TryTake(number, owner))
                    return LoopbackBlocks.RangeOf(number);
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The user's directory cannot be written to: the number alone makes a meeting unlikely.
        }
        return LoopbackBlocks.RangeOf(own);
    }

    public void Dispose()
    {
        foreach (var held in _held)
            held.Dispose();
        _held.Clear();
    }

    /// <summary>What was this node's, then what is nobody's, then the rest, each from the node's own number on.</summary>
    private IEnumerable<int> Candidates(int own, string owner)
    {
        if (OwnerOf(own) is { } text && text == owner)
            return [own];
        var all = Enumerable.Range(0, LoopbackBlocks.Count).Select(i => (own + i) % LoopbackBlocks.Count);
        return all.Select(number => (Number: number, Owner: OwnerOf(number)))
            .OrderBy(entry => entry.Owner == owner ? 0 : IsFree(entry.Owner) ? 1 : 2)
            .Select(entry => entry.Number);
    }

    private static bool IsFree(string? owner) => owner is null || !Directory.Exists(owner.Split('\n')[0]);

    private string? OwnerOf(int number)
    {
        var path = PathOf(number);
        return File.Exists(path + ".owner") ? File.ReadAllText(path + ".owner") : null;
    }

    private bool TryTake(int number, string owner)
    {
        try
        {
            var held = new FileStream(PathOf(number), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            _held.Add(held);
        }
        catch (IOException)
        {
            // A running process holds it.
            return false;
        }
        // Beside the lock, since a locked file cannot be read everywhere.
        File.WriteAllText(PathOf(number) + ".owner", owner, Encoding.UTF8);
        return true;
    }

    private string PathOf(int number) => Path.Combine(directory, number.ToString(CultureInfo.InvariantCulture));
}
