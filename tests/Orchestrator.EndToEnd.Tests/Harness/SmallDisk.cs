namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>A file system of its own and of a few megabytes, in memory.</summary>
public sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string root) => Root = root;

    public string Root { get; }

    private string Filler => Path.Combine(Root, "filler");

    public static async Task<SmallDisk> MountAsync(int megabytes)
    {
        var root = Directory.CreateTempSubdirectory("orchestrator-disk-").FullName;
        await Run.CheckedAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", root);
        return new(root);
    }

    /// <summary>Takes every byte that is left.</summary>
    public void Fill()
    {
        var block = new byte[4096];
        using var file = new FileStream(Filler, FileMode.Append, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
                file.Write(block);
        }
        catch (IOException)
        {
            // That is the last of it.
        }
    }

    public void Free() => File.Delete(Filler);

    public Task ReadOnlyAsync() => Run.CheckedAsync("mount", "-o", "remount,ro", Root);

    public Task ReadWriteAsync() => Run.CheckedAsync("mount", "-o", "remount,rw", Root);

    public async ValueTask DisposeAsync()
    {
        await Run.CheckedAsync("umount", Root);
        Directory.Delete(Root);
    }
}
