namespace Orchestrator.Api.Core.V1;

/// <summary>A question asked of a container again and again.</summary>
[ApiType("io.k8s.api.core.v1.Probe")]
public sealed partial record Probe
{
    /// <summary>Runs a command.</summary>
    [Field("exec", 1, Inline = 1)]
    public ExecAction? Exec { get; init; }

    /// <summary>Sends an HTTP request.</summary>
    [Field("httpGet", 2, Inline = 1)]
    public HTTPGetAction? HttpGet { get; init; }

    /// <summary>Opens a connection.</summary>
    [Field("tcpSocket", 3, Inline = 1)]
    public TCPSocketAction? TcpSocket { get; init; }

    /// <summary>Asks a gRPC health service.</summary>
    [Field("grpc", 4, Inline = 1)]
    public GRPCAction? Grpc { get; init; }

    /// <summary>Seconds after the container's start before the first question; 0 by default.</summary>
    [Field("initialDelaySeconds", 2)]
    public int InitialDelaySeconds { get; init; }

    /// <summary>Seconds to wait for an answer; 1 by default.</summary>
    [Field("timeoutSeconds", 3)]
    public int TimeoutSeconds { get; init; }

    /// <summary>Seconds from one question to the next; 10 by default.</summary>
    [Field("periodSeconds", 4)]
    public int PeriodSeconds { get; init; }

    /// <summary>How many good answers in a row turn it to success; 1 by default, and always for liveness and
    /// startup.</summary>
    [Field("successThreshold", 5)]
    public int SuccessThreshold { get; init; }

    /// <summary>How many bad answers in a row turn it to failure; 3 by default.</summary>
    [Field("failureThreshold", 6)]
    public int FailureThreshold { get; init; }

    /// <summary>Grace for the container when this probe fails; the Pod's where empty.</summary>
    [Field("terminationGracePeriodSeconds", 7)]
    public long? TerminationGracePeriodSeconds { get; init; }
}
