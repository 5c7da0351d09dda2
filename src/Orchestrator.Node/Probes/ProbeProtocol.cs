namespace Orchestrator.Node.Probes;

public enum ProbeKind
{
    Startup,
    Liveness,
    Readiness,
}

/// <summary>Messages of a <see cref="ProbeWorker"/>; all come from itself.</summary>
public abstract record ProbeMessage
{
    private protected ProbeMessage()
    {
    }
}

/// <summary>What one probe watches.</summary>
/// <param name="ContainerId">This attempt and no other.</param>
public sealed record ProbeSubject(
    Pod Pod, Container Container, string ContainerId, DateTimeOffset StartedAt, string PodIp, ProbeKind Kind,
    Probe Probe);

/// <summary>A verdict: told when it is reached, and again only when it changes.</summary>
public sealed record ProbeReported(string ContainerId, ProbeKind Kind, bool Good);
