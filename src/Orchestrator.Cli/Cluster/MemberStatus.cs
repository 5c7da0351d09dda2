namespace Orchestrator.Cli.Cluster;

/// <summary>One member as <c>cluster status</c> shows it.</summary>
/// <param name="State"><c>running</c>, <c>ready</c>, <c>not ready</c>, <c>silent</c> when a control plane runs and does
/// not answer, <c>stopped</c>, <c>dead</c>, or what a member of an Akka cluster left behind: see
/// <see cref="GivenUpMark"/>.</param>
public sealed record MemberStatus(MemberRecord Member, string State)
{
    /// <summary>Whether this control plane's store writes the journal.</summary>
    public bool IsLeader { get; init; }

    /// <summary>How far a control plane's store is behind the journal, in seconds.</summary>
    public double? LagSeconds { get; init; }

    /// <summary>Why a control plane is not ready, as it says itself.</summary>
    public string? Reason { get; init; }

    /// <summary>The revision a control plane's store has reached.</summary>
    public long? Revision { get; init; }
}
