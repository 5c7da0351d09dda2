using System.Globalization;

namespace Orchestrator.Cli.Cluster;

/// <summary>What the control planes that answer see of the processes that were launched, put together. Pure.</summary>
/// <remarks>Each is asked for itself: a cluster that is cut in two has two memberships, and both are shown.</remarks>
public sealed class Membership
{
    private const string Loopback = "127.0.0.1";

    /// <summary>From the most to the least alive: where a process and the one before it at its address are both
    /// members, the living one counts.</summary>
    private static readonly string[] States = ["up", "joining", "leaving", "unreachable", "down", "removed"];

    private readonly ClusterRecord _record;
    private readonly IReadOnlyList<MembershipView> _views;

    /// <summary>Launched processes by what their members are called: HOST:PORT, or a Node's name.</summary>
    private readonly Dictionary<string, MemberRecord> _owners = new(StringComparer.Ordinal);

    private readonly Dictionary<string, List<(string State, List<string> Viewers)>> _answers =
        new(StringComparer.Ordinal);

    public Membership(ClusterRecord record, IReadOnlyList<MembershipView> views)
    {
        (_record, _views) = (record, views);
        foreach (var member in record.Members)
        {
            foreach (var key in Keys(member))
                _owners[key] = member;
        }
        var seen = views.Select(view => (view.Viewer, view.Members.ToLookup(one => OwnerOf(one)?.Name))).ToList();
        foreach (var member in record.Members.Where(one => one.Kind != MemberKind.Database))
            _answers[member.Name] = Answers(member, seen);
        Others = [.. seen.SelectMany(view => view.Item2[null]).DistinctBy(one => (one.Name, one.Address))];
    }

    /// <summary>Members that were not launched here, such as a node that joined by hand; as the first control plane
    /// that knows them sees them.</summary>
    public IReadOnlyList<SeenMember> Others { get; }

    /// <summary>In a word or two, such as <c>up</c>, <c>unreachable</c>, <c>no member</c>, <c>3 of 5 up</c>; where not
    /// all see it so, with how many do, such as <c>up (2 of 3)</c>. Empty where nobody can say.</summary>
    public string StateOf(MemberRecord member)
    {
        if (_views.Count == 0 || !_answers.TryGetValue(member.Name, out var answers))
            return "";
        var (state, viewers) = answers[0];
        return answers.Count == 1 ? state : Text($"{state} ({viewers.Count} of {_views.Count})");
    }

    /// <summary>Of each member that is not seen alike: who sees what.</summary>
    public IEnumerable<string> Disputes()
    {
        foreach (var member in _record.Members)
        {
            if (_answers.TryGetValue(member.Name, out var answers) && answers.Count > 1)
                yield return $"{member.Name} is " + string.Join(
                    ", ", answers.Select(answer => $"{answer.State} for {Listed(answer.Viewers)}"));
        }
    }

    /// <summary>The control plane that leads as most see it, by its name; null where nobody sees one.</summary>
    /// <param name="others">Who sees another one there, such as <c>cp-2 for cp-2</c>.</param>
    public string? Leader(out IReadOnlyList<string> others)
    {
        var answers = _views.Where(view => view.Leader is not null)
            .GroupBy(view => _owners.GetValueOrDefault(view.Leader!)?.Name ?? view.Leader!, StringComparer.Ordinal)
            .OrderByDescending(answer => answer.Count()).ToList();
        others = [.. answers.Skip(1).Select(answer => $"{answer.Key} for {Listed([.. answer.Select(v => v.Viewer)])}")];
        return answers.FirstOrDefault()?.Key;
    }

    /// <summary>Such as <c>a, b and c</c>.</summary>
    public static string Listed(IReadOnlyList<string> names) => names.Count == 1
        ? names[0]
        : $"{string.Join(", ", names.SkipLast(1))} and {names[^1]}";

    private List<(string State, List<string> Viewers)> Answers(
        MemberRecord member, List<(string Viewer, ILookup<string?, SeenMember> Members)> seen) =>
    [
        .. seen.GroupBy(view => StateIn([.. view.Members[member.Name]], member), StringComparer.Ordinal)
            .OrderByDescending(answer => answer.Count())
            .Select(answer => (answer.Key, answer.Select(view => view.Viewer).ToList())),
    ];

    private string StateIn(List<SeenMember> seen, MemberRecord member)
    {
        if (seen.Count == 0)
            return member.IsRunning ? "no member" : "gone";
        var states = seen.GroupBy(one => one.Name, StringComparer.Ordinal)
            .Select(same => same.MinBy(one => Rank(one.State))!.State).ToList();
        var all = Math.Max(states.Count, IsManyMembers(member) ? member.Nodes : 1);
        var most = states.GroupBy(state => state, StringComparer.Ordinal).MaxBy(same => same.Count())!;
        return most.Count() == all ? most.Key : Text($"{most.Count()} of {all} {most.Key}");
    }

    private MemberRecord? OwnerOf(SeenMember seen) =>
        _owners.GetValueOrDefault(_record.Akka || seen.IsControlPlane ? seen.HostPort : seen.Name);

    private IEnumerable<string> Keys(MemberRecord member)
    {
        if (member.Kind == MemberKind.Database)
            return [];
        if (IsManyMembers(member))
            return MemberCommands.NodeNames(member);
        return [_record.Akka ? Text($"{Loopback}:{member.RemotingPort}") : member.Address ?? member.Name];
    }

    /// <summary>Over HTTPS each node is a member by itself.</summary>
    private bool IsManyMembers(MemberRecord member) => !_record.Akka && member.Kind == MemberKind.Node;

    private static int Rank(string state) => Array.IndexOf(States, state) is var rank and >= 0 ? rank : States.Length;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
