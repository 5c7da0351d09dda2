using Orchestrator.Node.Env;
using Orchestrator.Node.Volumes;

namespace Orchestrator.Node.Pods;

/// <summary>Takes one container from spec to running: volumes, environment, create, start, postStart; with the
/// kubelet's events.</summary>
/// <remarks>Holds no state of a Pod: runs beside the worker's turns.</remarks>
public sealed class ContainerStarter(
    IContainerRuntime runtime, EnvironmentBuilder environment, PodVolumes volumes, HookRunner hooks,
    IEventRecorder events)
{
    // A postStart hook holds its container in ContainerCreating; the kubelet sets it no limit at all.
    private static readonly TimeSpan HookLimit = TimeSpan.FromMinutes(10);

    /// <exception cref="RuntimeException">It does not run; the reason goes into the container's status.</exception>
    public async ValueTask StartAsync(
        Pod pod, Container container, int attempt, Sandbox sandbox, RuntimeContainer? leftOver,
        CancellationToken cancellation)
    {
        var about = pod.ToReference(FieldPath(pod, container));
        try
        {
            if (leftOver is { State: RuntimeContainerState.Created })
                await runtime.RemoveContainerAsync(leftOver.Id, cancellation);
            var config = await ConfigAsync(pod, container, attempt, sandbox, cancellation);
            var id = await runtime.CreateContainerAsync(sandbox.PodUid, config, cancellation);
            // Said once it is known that the image is a label here and nothing needs to be pulled.
            Say(about, "Pulled", $"Container image \"{container.Image}\" already present on machine");
            Say(about, "Created", $"Created container: {container.Name}");
            await runtime.StartContainerAsync(id, cancellation);
            Say(about, "Started", $"Started container {container.Name}");
            if (runtime.RunsPrograms && container.Lifecycle?.PostStart is { } hook)
                await RunPostStartAsync(pod, container, id, sandbox, hook, cancellation);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk is the Pod owner's to see and the operator's to mend.
            events.Event(about, EventTypes.Warning, "Failed", $"Error: {error.Message}");
            throw new RuntimeException("CreateContainerError", error.Message, error);
        }
        catch (RuntimeException error)
        {
            var reason = error.Reason is "FailedMount" or "FailedPostStartHook" ? error.Reason : "Failed";
            var message = reason == "Failed" ? $"Error: {error.Message}" : error.Message;
            events.Event(about, EventTypes.Warning, reason, message);
            throw;
        }
    }

    /// <summary><c>spec.containers{name}</c>, or <c>spec.initContainers{name}</c>.</summary>
    public static string FieldPath(Pod pod, Container container) =>
        pod.Spec.InitContainers.Any(c => c.Name == container.Name)
            ? $"spec.initContainers{{{container.Name}}}"
            : $"spec.containers{{{container.Name}}}";

    private async ValueTask<ContainerConfig> ConfigAsync(
        Pod pod, Container container, int attempt, Sandbox sandbox, CancellationToken cancellation)
    {
        var config = new ContainerConfig { Name = container.Name, Attempt = attempt, Image = container.Image ?? "" };
        if (!runtime.RunsPrograms)
            return config;
        var mounts = await volumes.MountAsync(pod, container, sandbox.Ip, cancellation);
        if (!mounts.IsEmpty && attempt == 0)
        {
            events.Event(
                pod.ToReference(FieldPath(pod, container)), EventTypes.Warning, "MountPathNotVisible",
                $"container {container.Name} is a process of this machine: its mounts are not at their " +
                "mountPath but where " +
                $"{string.Join(", ", mounts.Select(mount => "$" + mount.Key))} says");
        }
        var variables = await environment.BuildAsync(pod, container, sandbox.Ip, cancellation);
        foreach (var mount in mounts)
            variables = variables.Add(mount);
        var lookup = variables.ToValueMap();
        string Expand(string text) =>
            VariableExpansion.Expand(text, name => lookup.TryGetValue(name, out var v) ? v : null);
        return config with
        {
            Argv = container.Command.Concat(container.Args).Select(Expand).ToValueList(),
            Env = variables,
            MessageFromLog = container.TerminationMessagePolicy == "FallbackToLogsOnError",
            WorkingDir = container.WorkingDir is { Length: > 0 } dir ? dir : null,
        };
    }

    private async ValueTask RunPostStartAsync(
        Pod pod, Container container, string id, Sandbox sandbox, LifecycleHandler hook, CancellationToken cancellation)
    {
        if (await hooks.RunAsync(hook, container, id, sandbox.Ip, HookLimit, cancellation) is not { } wrong)
            return;
        var grace = TimeSpan.FromSeconds(pod.Spec.TerminationGracePeriodSeconds ?? 30);
        await runtime.StopContainerAsync(id, grace, cancellation);
        throw new RuntimeException("FailedPostStartHook", $"PostStartHook failed: {wrong}");
    }

    private void Say(ObjectReference about, string reason, string message)
    {
        // On hollow nodes nothing of this happens, and at their scale saying it would cost more than the Pods do.
        if (runtime.RunsPrograms)
            events.Event(about, EventTypes.Normal, reason, message);
    }
}
