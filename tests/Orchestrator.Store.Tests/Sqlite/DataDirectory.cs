namespace Orchestrator.Store.Tests.Sqlite;

/// <summary>A directory of its own, gone when disposed.</summary>
internal sealed class DataDirectory : IDisposable
{
    public DataDirectory() => Path = Directory.CreateTempSubdirectory("orchestrator-store-").FullName;

    public string Path { get; }

    public string File(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>The files as they lie on disk now: what a kill at this moment leaves to the next process.</summary>
    public DataDirectory CopyAsAfterKill()
    {
        var copy = new DataDirectory();
        foreach (var name in new[] { "orchestrator.db", "orchestrator.db-wal" })
        {
            if (System.IO.File.Exists(File(name)))
                System.IO.File.Copy(File(name), copy.File(name));
        }
        return copy;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
