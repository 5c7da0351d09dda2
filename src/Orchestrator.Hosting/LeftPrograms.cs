using Orchestrator.Node.Process;
using Orchestrator.Node.Runtime;

namespace Orchestrator.Hosting;

/// <summary>The programs that a node's Pods left running when its process was killed.</summary>
public static class LeftPrograms
{
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Ends them, asking first, and removes their Pods' files. The node's process must not run.</summary>
    /// <param name="dataDirectory">The process' <c>--data</c>.</param>
    /// <returns>How many Pods there were.</returns>
    public static Task<int> EndAsync(
        string dataDirectory, string node, CancellationToken cancellation = default) =>
        EndAsync(new DataLayout(Path.GetFullPath(dataDirectory), isTemporary: false), node, cancellation);

    internal static async Task<int> EndAsync(DataLayout layout, string node, CancellationToken cancellation)
    {
        var pods = layout.Pods(node);
        if (!OperatingSystem.IsLinux() || !Directory.Exists(pods))
            return 0;
        await using var runtime = await ProcessRuntime.OpenAsync(
            new ProcessRuntimeOptions { PodsDirectory = pods }, TimeProvider.System);
        var sandboxes = await runtime.ListSandboxesAsync(cancellation);
        await Task.WhenAll(sandboxes.Select(EndAsync));
        return sandboxes.Count;

        async Task EndAsync(Sandbox sandbox)
        {
            var pod = await runtime.GetPodAsync(sandbox.PodUid, cancellation);
            foreach (var container in pod?.Containers ?? [])
                await runtime.StopContainerAsync(container.Id, Grace, cancellation);
            await runtime.RemoveSandboxAsync(sandbox.PodUid, cancellation);
        }
    }
}
