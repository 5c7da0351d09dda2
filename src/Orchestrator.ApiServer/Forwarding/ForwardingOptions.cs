namespace Orchestrator.ApiServer.Forwarding;

/// <summary>How a control plane that does not lead passes writes on.</summary>
public sealed record ForwardingOptions
{
    public static ForwardingOptions Default { get; } = new();

    /// <summary>Where this server's API is reached by the others, <c>host:port</c>; empty: nobody is told.</summary>
    public string Advertise { get; init; } = "";

    /// <summary>How long a write waits for a leader that takes it, before it is answered 503.</summary>
    public TimeSpan LeaderWaitMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Pause before a leader that refused without effect is asked again,
    /// unless another leads sooner.</summary>
    public TimeSpan RetryPause { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How long a leader that has been followed by another may still answer what it was sent.</summary>
    public TimeSpan SupersededGrace { get; init; } = TimeSpan.FromMilliseconds(300);
}
