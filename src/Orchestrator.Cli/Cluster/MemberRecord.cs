using System.Text.Json.Serialization;
using Orchestrator.Node.Process;

namespace Orchestrator.Cli.Cluster;

/// <summary>One member as the cluster's file keeps it.</summary>
/// <param name="Name">Such as <c>cp-1</c>; its directory has the same name.</param>
/// <param name="Process">Null until it was started, and once it was stopped in order.</param>
public sealed record MemberRecord(string Name, MemberKind Kind, ProcessIdentity? Process = null)
{
    /// <summary>HOST:PORT of a control plane's API, the same at every start.</summary>
    public string? Address { get; init; }

    /// <summary>Where the other members of an Akka cluster reach it, the same at every start: its name among
    /// them.</summary>
    public int? RemotingPort { get; init; }

    /// <summary>How many nodes its process holds.</summary>
    public int Nodes { get; init; } = 1;

    [JsonIgnore]
    public bool IsRunning => Process?.IsRunning() == true;
}
