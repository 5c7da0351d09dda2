namespace Orchestrator.Api.Core.V1;

/// <summary>Which part of a container's log is wanted.</summary>
[ApiType("io.k8s.api.core.v1.PodLogOptions")]
[Kind("v1", "PodLogOptions")]
public sealed partial record PodLogOptions
{
    /// <summary>The container; may be left out where there is one only.</summary>
    [Field("container", 1)]
    public string? Container { get; init; }

    /// <summary>Whether to stay and send what comes.</summary>
    [Field("follow", 2)]
    public bool Follow { get; init; }

    /// <summary>Whether to read the log of the container's last instance.</summary>
    [Field("previous", 3)]
    public bool Previous { get; init; }

    /// <summary>Lines of the last so many seconds only.</summary>
    [Field("sinceSeconds", 4)]
    public long? SinceSeconds { get; init; }

    /// <summary>Lines from this moment on only.</summary>
    [Field("sinceTime", 5)]
    public Time? SinceTime { get; init; }

    /// <summary>Whether each line begins with its time.</summary>
    [Field("timestamps", 6)]
    public bool Timestamps { get; init; }

    /// <summary>The last so many lines only.</summary>
    [Field("tailLines", 7)]
    public long? TailLines { get; init; }

    /// <summary>The most bytes to send.</summary>
    [Field("limitBytes", 8)]
    public long? LimitBytes { get; init; }

    /// <summary>Whether the kubelet's certificate is not checked.</summary>
    [Field("insecureSkipTLSVerifyBackend", 9)]
    public bool InsecureSkipTLSVerifyBackend { get; init; }

    /// <summary>All, Stdout or Stderr.</summary>
    [Field("stream", 10, Pointer = true)]
    public string? Stream { get; init; }
}
