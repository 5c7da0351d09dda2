using System.Globalization;

namespace Orchestrator.Cli.Cluster;

/// <summary>One column of <see cref="StatusPage"/>.</summary>
/// <param name="Rank">Where the terminal is too narrow, the columns of the highest rank go first; those of 0
/// stay.</param>
internal sealed record StatusColumn(string Title, int Rank, Func<MemberStatus, Membership, string> Cell)
{
    public static readonly IReadOnlyList<StatusColumn> All =
    [
        new("MEMBER", 0, (status, _) => status.Member.Name),
        new("KIND", 4, (status, _) => Kind(status.Member)),
        new("STATE", 0, (status, _) => status.State),
        new("MEMBERSHIP", 0, (status, membership) => membership.StateOf(status.Member)),
        new("LEADER", 0, (status, _) => status.IsLeader && status.State == "ready" ? "yes" : ""),
        new("REVISION", 3, (status, _) => status.Revision is { } revision ? Text($"{revision}") : ""),
        new("LAG", 1, (status, _) => status.LagSeconds is { } lag ? Text($"{lag:0.0}s") : ""),
        new("PID", 5, (status, _) => status.Member.IsRunning ? Text($"{status.Member.Process!.Pid}") : ""),
        new("ADDRESS", 2, (status, _) => status.Member.Address ?? ""),
    ];

    /// <summary>Markup for a cell's text, which may hold anything.</summary>
    public string Markup(string text)
    {
        var escaped = Spectre.Console.Markup.Escape(text);
        var colour = Title is "STATE" or "MEMBERSHIP" ? Colour(text) : null;
        return colour is null ? escaped : $"[{colour}]{escaped}[/]";
    }

    private static string? Colour(string state) => state switch
    {
        "ready" or "running" or "up" => "green",
        "joining" or "leaving" => "yellow",
        "" or "stopped" or "gone" => null,
        _ => "red",
    };

    private static string Kind(MemberRecord member) => member.Kind switch
    {
        MemberKind.Database => "database",
        MemberKind.ControlPlane => "control plane",
        _ when member.Nodes > 1 => Text($"{member.Nodes} nodes"),
        _ => "node",
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
