using Orchestrator.Node.Process;

namespace Orchestrator.Node.Tests.Process;

/// <summary>A directory for process runtimes, and the end of every process started in it.</summary>
internal sealed class ProcessHome : IAsyncDisposable
{
    private readonly List<ProcessRuntime> _open = [];

    public string Directory { get; } =
        System.IO.Directory.CreateTempSubdirectory("orchestrator-node-").FullName;

    public async Task<ProcessRuntime> OpenAsync(long logBytesMax = 1024 * 1024, TimeSpan? patience = null)
    {
        var runtime = await ProcessRuntime.OpenAsync(
            new()
            {
                PodsDirectory = Path.Combine(Directory, "pods"),
                LogBytesMax = logBytesMax,
                TakeoverMax = patience ?? TimeSpan.FromSeconds(20),
            },
            TimeProvider.System);
        _open.Add(runtime);
        return runtime;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var runtime in _open)
            await runtime.DisposeAsync();
        await using (var last = await ProcessRuntime.OpenAsync(
            new() { PodsDirectory = Path.Combine(Directory, "pods") }, TimeProvider.System))
        {
            foreach (var sandbox in await last.ListSandboxesAsync())
                await last.RemoveSandboxAsync(sandbox.PodUid);
        }
        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
