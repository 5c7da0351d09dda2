namespace Orchestrator.Api.Core.V1;

/// <summary>What is done at a point of a container's life: one of three.</summary>
[ApiType("io.k8s.api.core.v1.LifecycleHandler")]
public sealed partial record LifecycleHandler
{
    /// <summary>Runs a command.</summary>
    [Field("exec", 1)]
    public ExecAction? Exec { get; init; }

    /// <summary>Sends an HTTP request.</summary>
    [Field("httpGet", 2)]
    public HTTPGetAction? HttpGet { get; init; }

    /// <summary>Not acted on.</summary>
    [Field("tcpSocket", 3)]
    public TCPSocketAction? TcpSocket { get; init; }

    /// <summary>Waits.</summary>
    [Field("sleep", 4)]
    public SleepAction? Sleep { get; init; }
}
