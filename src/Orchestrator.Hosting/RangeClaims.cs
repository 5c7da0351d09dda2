using System.Globalization;
using System.Text;

namespace Orchestrator.Hosting;

/// <summary>The ranges of Pod addresses that this process took, so that no other of this user's gives the same
/// ones.</summary>
/// <remarks>
/// Loopback addresses are the machine's. A file per range names the node whose it is; a lock on it lasts as long as the
/// process, and the name longer, since programs outlive us and keep their addresses: a range is given to another only
/// when its node's data is gone, or when there is no other left. Where the files cannot be, the owner's own number
/// decides alone.
/// </remarks>
internal sealed class RangeClaims(string directory, int count) : IDisposable
{
    private readonly List<FileStream> _held = [];

    /// <summary>Where the processes of this user tell each other what they took, by network namespace.</summary>
    /// <param name="kind">Such as <c>loopback</c>.</param>
    public static RangeClaims OfThisMachine(string kind, int count)
    {
        var network = OperatingSystem.IsLinux() ? new FileInfo("/proc/self/ns/net").LinkTarget ?? "net" : "net";
        var place = string.Concat(network.Where(char.IsAsciiLetterOrDigit));
        return new(Path.Combine(Path.GetTempPath(), $"orchestrator-{Environment.UserName}", kind, place), count);
    }

    /// <summary>The number of a node's range; the same as last time wherever that can be.</summary>
    /// <param name="own">The number it comes to first.</param>
    public int Take(int own, string dataDirectory, string node)
    {
        var owner = $"{dataDirectory}\n{node}\n";
        try
        {
            Directory.CreateDirectory(directory);
            foreach (var number in Candidates(own, owner))
            {
                if (TryTake(number, owner))
                    return number;
            }
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The user's directory cannot be written to: the number alone makes a meeting unlikely.
        }
        return own;
    }

    public void Dispose()
    {
        foreach (var held in _held)
            held.Dispose();
        _held.Clear();
    }

    /// <summary>What was this node's, then what is nobody's, then the rest,
    /// each from the node's own number on.</summary>
    private IEnumerable<int> Candidates(int own, string owner)
    {
        if (OwnerOf(own) is { } text && text == owner)
            return [own];
        var all = Enumerable.Range(0, count).Select(i => (own + i) % count);
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
