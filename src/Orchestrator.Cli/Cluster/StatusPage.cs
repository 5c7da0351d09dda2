using System.Globalization;
using Spectre.Console;

namespace Orchestrator.Cli.Cluster;

/// <summary>Draws a <see cref="ClusterStatus"/>.</summary>
public static class StatusPage
{
    public static void Write(ClusterStatus status, IAnsiConsole output)
    {
        var table = new Table().Border(TableBorder.None).HideFooters();
        foreach (var title in (string[])["MEMBER", "KIND", "STATE", "LEADER", "REVISION", "LAG", "PID", "ADDRESS"])
            table.AddColumn(new TableColumn(title).NoWrap().PadRight(3));
        foreach (var member in status.Members)
            table.AddRow(Cells(member));
        output.Write(table);
        foreach (var (component, holder) in status.Leaders)
            output.MarkupLineInterpolated($"{component} is led by {holder}");
        output.MarkupLineInterpolated($"{Nodes(status)}, API at https://{status.Record.Address}");
    }

    private static string[] Cells(MemberStatus status)
    {
        var member = status.Member;
        return
        [
            member.Name,
            Kind(member),
            Coloured(status.State),
            status.IsLeader && status.State == "ready" ? "yes" : "",
            status.Revision is { } revision ? Text($"{revision}") : "",
            status.LagSeconds is { } lag ? Text($"{lag:0.0}s") : "",
            member.IsRunning ? Text($"{member.Process!.Pid}") : "",
            member.Address ?? "",
        ];
    }

    private static string Kind(MemberRecord member) => member.Kind switch
    {
        MemberKind.Database => "database",
        MemberKind.ControlPlane => "control plane",
        _ when member.Nodes > 1 => Text($"{member.Nodes} nodes"),
        _ => "node",
    };

    private static string Coloured(string state) => state switch
    {
        "ready" or "running" => $"[green]{state}[/]",
        "stopped" => state,
        _ => $"[red]{state}[/]",
    };

    private static string Nodes(ClusterStatus status) => status.Nodes is var (ready, all)
        ? Text($"{ready} of {all} nodes ready")
        : "no control plane answers";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
