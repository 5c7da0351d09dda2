using System.Text.Json.Serialization;
using Orchestrator.Node.Process;

namespace Orchestrator.Cli.Cluster;

/// <summary>What <c>DIR/cluster.json</c> holds: enough to show, kill, start and end every member from another
/// process.</summary>
/// <param name="Runtime"><c>process</c> or <c>hollow</c>.</param>
/// <param name="Journal">The shared journal, as <c>--journal</c> takes it.</param>
public sealed record ClusterRecord(string Runtime, string Journal, IReadOnlyList<MemberRecord> Members)
{
    /// <summary>Whether its members are an Akka.NET cluster; else they join over HTTPS.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool Akka { get; init; }

    /// <summary>HOST:PORT where clients reach whichever control plane answers.</summary>
    public string? Address { get; init; }

    /// <summary>The <c>cluster up</c> that watches over it.</summary>
    public ProcessIdentity? Supervisor { get; init; }

    public IEnumerable<MemberRecord> ControlPlanes => Members.Where(m => m.Kind == MemberKind.ControlPlane);

    public MemberRecord? Find(string name) => Members.FirstOrDefault(m => m.Name == name);

    /// <summary>Whether a member, if it is started now, founds the Akka cluster instead of joining it: no other control
    /// plane runs.</summary>
    public bool IsFoundedBy(MemberRecord member) => member.Kind == MemberKind.ControlPlane
        && !ControlPlanes.Any(plane => plane.Name != member.Name && plane.IsRunning);

    /// <summary>The same with one member changed, or added.</summary>
    public ClusterRecord With(MemberRecord member) => this with
    {
        Members = Find(member.Name) is null
            ? [.. Members, member]
            : [.. Members.Select(m => m.Name == member.Name ? member : m)],
    };
}
