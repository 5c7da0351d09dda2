using System.Text;
using Orchestrator.Node.Process;

namespace Orchestrator.Node.Tests.Process;

public sealed class VolumeDirectoryTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("orchestrator-volumes-").FullName;
    private readonly Pod _pod = new() { Metadata = new() { Namespace = "default", Name = "web", Uid = "u" } };

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public async Task ProjectedFiles_ReplaceWhatWasThere_WithTheirModes()
    {
        var volumes = new VolumeDirectory(new() { PodsDirectory = _root });
        await volumes.ProjectAsync(_pod, "config", [File("old", "1", 420)], default);

        var directory = await volumes.ProjectAsync(_pod, "config", [File("sub/key", "2", 256)], default);

        Assert.Equal("2", System.IO.File.ReadAllText(Path.Combine(directory, "sub/key")));
        Assert.False(System.IO.File.Exists(Path.Combine(directory, "old")));
        if (!OperatingSystem.IsWindows())
            Assert.Equal(UnixFileMode.UserRead, System.IO.File.GetUnixFileMode(Path.Combine(directory, "sub/key")));
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("/etc/outside")]
    public async Task FileThatLeavesItsVolume_IsRefused(string path)
    {
        var volumes = new VolumeDirectory(new() { PodsDirectory = _root });

        await Assert.ThrowsAsync<RuntimeException>(
            async () => await volumes.ProjectAsync(_pod, "config", [File(path, "x", 420)], default));
    }

    [Fact]
    public async Task EmptyDir_KeepsItsFilesOverARestart()
    {
        var volumes = new VolumeDirectory(new() { PodsDirectory = _root });
        var directory = await volumes.EmptyDirAsync(_pod, "scratch", default);
        System.IO.File.WriteAllText(Path.Combine(directory, "kept"), "yes");

        Assert.Equal(directory, await volumes.EmptyDirAsync(_pod, "scratch", default));
        Assert.True(System.IO.File.Exists(Path.Combine(directory, "kept")));
    }

    private static Orchestrator.Node.Volumes.VolumeFile File(string path, string content, int mode) =>
        new(path, new(Encoding.UTF8.GetBytes(content)), mode);
}
