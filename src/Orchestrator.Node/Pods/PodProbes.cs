using Orchestrator.Node.Probes;

namespace Orchestrator.Node.Pods;

/// <summary>The probes of one Pod: a child actor each while its container runs, and what they have said.</summary>
/// <remarks>Part of its worker, used on its turns only.</remarks>
internal sealed class PodProbes(IActorContext<PodWorkerMessage> context, PodServices node, Action<ProbeReported> report)
{
    private readonly SortedDictionary<string, Watched> _watched = new(StringComparer.Ordinal);
    private int _spawned;

    /// <summary>What is known of a running container.</summary>
    public ContainerVerdict VerdictOn(string containerId) =>
        _watched.TryGetValue(containerId, out var watched) ? watched.Verdict : ContainerVerdict.Unprobed;

    /// <summary>Probes what runs and ends the probes of what does not.</summary>
    public void Follow(Pod pod, RuntimePod? runtime)
    {
        if (!node.Runtime.RunsPrograms)
            return;
        foreach (var id in _watched.Keys.ToList())
        {
            if (runtime?.Containers.Any(c => c.Id == id && c.State == RuntimeContainerState.Running) != true)
                Forget(id);
        }
        foreach (var container in pod.Spec.InitContainers.Where(PodActions.IsSidecar).Concat(pod.Spec.Containers))
        {
            if (runtime?.Newest(container.Name) is { State: RuntimeContainerState.Running } running
                && !_watched.ContainsKey(running.Id)
                && (container.StartupProbe ?? container.ReadinessProbe ?? container.LivenessProbe) is not null)
            {
                Begin(pod, container, running, runtime.Sandbox.Ip);
            }
        }
    }

    public void Take(ProbeReported report)
    {
        if (!_watched.TryGetValue(report.ContainerId, out var watched))
            return;
        watched.Verdict = report.Kind switch
        {
            ProbeKind.Readiness => watched.Verdict with { Ready = report.Good },
            ProbeKind.Startup when report.Good => watched.Verdict with { Started = true },
            _ when report.Good => watched.Verdict,
            var kind => watched.Verdict with { Failed = kind == ProbeKind.Startup ? "startup" : "liveness" },
        };
        if (report is { Kind: ProbeKind.Startup, Good: true })
        {
            End(watched);
            SpawnMain(report.ContainerId, watched);
        }
    }

    private void Begin(Pod pod, Container container, RuntimeContainer running, string ip)
    {
        // Taken over from an earlier incarnation: what it had found out stays true until a probe says otherwise.
        var before = pod.Status.ContainerStatuses.Concat(pod.Status.InitContainerStatuses)
            .FirstOrDefault(s => s.ContainerId == $"{node.Runtime.Name}://{running.Id}");
        var started = container.StartupProbe is null || before?.Started == true;
        var watched = new Watched(kind => new(
            pod, container, running.Id, running.StartedAt ?? running.CreatedAt, ip, kind, ProbeOf(container, kind)!))
        {
            Container = container,
            Verdict = new() { Started = started, Ready = container.ReadinessProbe is null || before?.Ready == true },
        };
        _watched[running.Id] = watched;
        if (started)
            SpawnMain(running.Id, watched);
        else
            Spawn(watched, ProbeKind.Startup);
    }

    private void SpawnMain(string id, Watched watched)
    {
        Spawn(watched, ProbeKind.Liveness);
        Spawn(watched, ProbeKind.Readiness);
    }

    private void Spawn(Watched watched, ProbeKind kind)
    {
        if (ProbeOf(watched.Container, kind) is null)
            return;
        var subject = watched.Subject(kind);
        var name = $"{kind.ToString().ToLowerInvariant()}-{watched.Container.Name}-{++_spawned}";
        watched.Workers.Add(context.Spawn(
            name, () => new ProbeWorker(subject, node.Prober, node.Runtime, node.Events, report)));
    }

    private void Forget(string id)
    {
        End(_watched[id]);
        _watched.Remove(id);
    }

    private void End(Watched watched)
    {
        foreach (var worker in watched.Workers)
            context.Stop(worker);
        watched.Workers.Clear();
    }

    private static Probe? ProbeOf(Container container, ProbeKind kind) => kind switch
    {
        ProbeKind.Startup => container.StartupProbe,
        ProbeKind.Liveness => container.LivenessProbe,
        _ => container.ReadinessProbe,
    };

    private sealed class Watched(Func<ProbeKind, ProbeSubject> subject)
    {
        public required Container Container { get; init; }

        public required ContainerVerdict Verdict { get; set; }

        public Func<ProbeKind, ProbeSubject> Subject { get; } = subject;

        public List<IActorRef<ProbeMessage>> Workers { get; } = [];
    }
}
