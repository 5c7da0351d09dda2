using Orchestrator.Node.Probes;

namespace Orchestrator.Node.Pods;

/// <summary>Runs a container's postStart and preStop hooks.</summary>
public sealed class HookRunner(IContainerRuntime runtime, IProber prober, TimeProvider time)
{
    /// <summary>Null when the hook did well; otherwise what went wrong.</summary>
    public async ValueTask<string?> RunAsync(
        LifecycleHandler hook, Container container, string containerId, string podIp, TimeSpan limit,
        CancellationToken cancellation)
    {
        try
        {
            if (hook.Exec is { } exec)
            {
                var result = await runtime.ExecSyncAsync(containerId, exec.Command, limit, cancellation);
                return result.ExitCode == 0
                    ? null
                    : $"command '{string.Join(' ', exec.Command)}' exited with {result.ExitCode}: {result.Output}";
            }
            if (hook.Sleep is { } sleep)
            {
                var pause = TimeSpan.FromSeconds(sleep.Seconds);
                await Task.Delay(pause < limit ? pause : limit, time, cancellation);
                return null;
            }
            if (hook.HttpGet is { } get)
            {
                if (ProbeTarget.Http(container, get, podIp) is not { } target)
                    return $"couldn't find port {get.Port} in container {container.Name}";
                var outcome = await prober.HttpGetAsync(target, limit, cancellation);
                return outcome.Good ? null : outcome.Output;
            }
            return null;
        }
        catch (TimeoutException)
        {
            return $"timed out after {limit.TotalSeconds:0} s";
        }
        catch (RuntimeException error)
        {
            return error.Message;
        }
    }
}
