using System.Globalization;
using System.Net;
using System.Text;

namespace Orchestrator.Network.Userspace;

/// <summary>Says which cluster serves an address of this machine, so that its processes share it and another cluster's
/// do not.</summary>
/// <remarks>
/// A file per address and port, in a directory of the user's; the operating system lets sockets of one user only share
/// a port, so other users need no file. Whoever serves holds a shared lock on it, which ends with the process, however
/// that ends. Only who finds nobody else may write the cluster's name into it. The network namespace is part of the
/// name: the same address in another one is another address. Linux only. See docs/decisions/0120.
/// </remarks>
internal sealed class AddressClaims
{
    private const int Attempts = 50;
    private static readonly TimeSpan AttemptPause = TimeSpan.FromMilliseconds(2);

    private readonly string _cluster;
    private readonly string _directory;

    private AddressClaims(string cluster, string directory) => (_cluster, _directory) = (cluster, directory);

    /// <summary>Null where addresses cannot be shared: they are then this process' alone.</summary>
    public static AddressClaims? For(UserspaceOptions options)
    {
        if (options.Cluster is not { } cluster || !OperatingSystem.IsLinux())
            return null;
        try
        {
            var network = new FileInfo("/proc/self/ns/net").LinkTarget ?? "net";
            var place = network.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal)
                .Replace(':', '-');
            var directory = Path.Combine(options.ClaimsDirectory, place);
            const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            Directory.CreateDirectory(directory, Own);
            // A directory of somebody else's making would not do.
            using (File.Create(Path.Combine(directory, $".{Environment.ProcessId}"), 1, FileOptions.DeleteOnClose))
                return new(cluster, directory);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>The claim, to be disposed of when the address is no longer served; null when another cluster's process
    /// serves it.</summary>
    public IDisposable? Take(IPAddress address, int port, string protocol)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{address}-{port}-{protocol}").Replace(':', '_');
        var path = Path.Combine(_directory, name);
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            TryWrite(path);
            if (TryShare(path, out var isAnothers) is { } claim)
                return claim;
            if (isAnothers)
                return null;
            // Somebody writes it at this moment, or removed it: a matter of microseconds. Not awaited, since ports are
            // taken under the dataplane's lock, one Service at a time.
            Thread.Sleep(AttemptPause);
        }
        return null;
    }

    /// <summary>Makes it this cluster's, if nobody serves the address.</summary>
    private void TryWrite(string path)
    {
        try
        {
            using var alone = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            // Never twice the same text, so that a file that was removed and made again is told from its follower.
            var text = $"{_cluster}\n{Guid.NewGuid():N}\n";
            alone.SetLength(0);
            alone.Write(Encoding.ASCII.GetBytes(text));
        }
        catch (IOException)
        {
            // Somebody serves it: whose it is, is read next.
        }
    }

    private Claim? TryShare(string path, out bool isAnothers)
    {
        isAnothers = false;
        FileStream? shared = null;
        try
        {
            shared = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var text = TextOf(shared);
            using var again = new FileStream(
                path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            var isCurrent = text.Length > 0 && text == TextOf(again);
            if (isCurrent && text.StartsWith($"{_cluster}\n", StringComparison.Ordinal))
                return new(path, shared);
            isAnothers = isCurrent;
        }
        catch (IOException)
        {
            // It is being written, or was removed.
        }
        shared?.Dispose();
        return null;
    }

    private static string TextOf(FileStream file)
    {
        using var reader = new StreamReader(file, Encoding.ASCII, leaveOpen: true);
        return reader.ReadToEnd();
    }

    private sealed class Claim(string path, FileStream held) : IDisposable
    {
        public void Dispose()
        {
            held.Dispose();
            try
            {
                // The last one to leave removes it; while others serve, the lock is not to be had.
                using var alone = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                File.Delete(path);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Others serve it; they remove it.
            }
        }
    }
}
