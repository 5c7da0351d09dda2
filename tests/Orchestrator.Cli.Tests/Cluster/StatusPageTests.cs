using Orchestrator.Cli.Cluster;
using Spectre.Console;

namespace Orchestrator.Cli.Tests.Cluster;

public sealed class StatusPageTests
{
    private static readonly string[] AllUp = ["7001 up", "7002 up", "7003 up"];

    [Fact]
    public void Wide_ShowsAll()
    {
        var page = Drawn(120, Statuses.Status(
            Statuses.Record(akka: true), Statuses.Akka("cp-1", AllUp), Statuses.Akka("cp-2", "7001 up", "7002 up")));

        Assert.Equal(
            $"""
            MEMBER     KIND            STATE     MEMBERSHIP    LEADER   REVISION   LAG    PID{Pad("PID")}   ADDRESS
            postgres   database        running                                            {Pid}
            cp-1       control plane   ready     up            yes      1024       0.0s   {Pid}   127.0.0.1:6001
            cp-2       control plane   ready     up                     1024       0.0s   {Pid}   127.0.0.1:6002
            node-1     node            running   up (1 of 2)                              {Pid}
            node-1 is up for cp-1, no member for cp-2
            cp-1 is the oldest control plane, where Akka.Cluster places what runs once
            kube-scheduler is led by cp-1_u
            1 of 1 nodes ready, API at https://127.0.0.1:6443

            """,
            page);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(80)]
    [InlineData(90)]
    [InlineData(100)]
    [InlineData(120)]
    public void NoRowIsBroken_HoweverNarrow(int width)
    {
        var page = Drawn(width, Statuses.Status(Statuses.Record(akka: true), Statuses.Akka("cp-1", AllUp)));

        var rows = page.Split('\n').Take(5).ToList();
        Assert.All(rows, row => Assert.True(row.Length <= width, row));
        Assert.StartsWith("MEMBER", rows[0]);
        Assert.Contains("MEMBERSHIP", rows[0]);
        Assert.StartsWith("cp-1 ", rows[2]);
        Assert.StartsWith("node-1 ", rows[4]);
    }

    [Fact]
    public void NoControlPlaneAnswers_SaysWhatToDo()
    {
        var record = Statuses.Record(akka: false);
        record = record.With(record.Find("cp-1")! with { Process = Statuses.Ended });
        var status = Statuses.Status(record);
        status = status with
        {
            Nodes = null,
            Leaders = [],
            Members =
            [
                .. status.Members.Select(m => m.Member.Name == "cp-2"
                    ? new MemberStatus(m.Member, "not ready") { Reason = "journal failed: no connection" }
                    : m),
            ],
        };

        var page = Drawn(200, status);

        Assert.EndsWith(
            """
            no control plane answers
            cp-2 is not ready: journal failed: no connection
            cp-1 is dead: 'orchestrator cluster start cp-1' starts it again, /data/logs/cp-1.log has its last words

            """,
            page, StringComparison.Ordinal);
    }

    [Fact]
    public void NothingRuns_OrNobodyListens_IsSaid()
    {
        var record = Statuses.Record(akka: false) with { Supervisor = null };
        Assert.Contains("nothing listens at https://127.0.0.1:6443: ", Drawn(200, Statuses.Status(record)));

        record = record with { Members = [.. record.Members.Select(m => m with { Process = null })] };

        var page = Drawn(200, Statuses.Status(record) with { Nodes = null });
        Assert.Contains("no member runs: 'orchestrator cluster up' starts them again", page);
        Assert.DoesNotContain("nothing listens", page);
    }

    private static string Pid => $"{Environment.ProcessId}";

    private static string Pad(string title) => new(' ', Math.Max(0, Pid.Length - title.Length));

    /// <summary>What is drawn, without the blanks at the ends of lines.</summary>
    private static string Drawn(int width, ClusterStatus status)
    {
        using var text = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Out = new AnsiConsoleOutput(text),
        });
        console.Profile.Width = width;
        StatusPage.Write(status, console);
        return string.Join('\n', text.ToString().ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd()));
    }
}
