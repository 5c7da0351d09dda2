using Orchestrator.Scheduler.Framework;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests.Framework;

public sealed class DiagnosisTests
{
    private static readonly Rejection Cpu = new("NodeResourcesFit", true, "Insufficient cpu");
    private static readonly Rejection Both = new("NodeResourcesFit", true, "Insufficient cpu", "Insufficient memory");

    [Fact]
    public void ReasonsOfNodes_AreCountedAndSortedAsText()
    {
        var diagnosis = Of(12, index => index < 10 ? Cpu : Both);

        Assert.Equal("0/12 nodes are available: 12 Insufficient cpu, 2 Insufficient memory.", diagnosis.Message());
    }

    [Fact]
    public void AbsentNodes_CountWithTheReasonOfThePluginThatNamedOthers()
    {
        var diagnosis = Of(3, index => index == 0 ? Cpu : null);
        diagnosis.AbsentNodes = new("NodeAffinity", false, "node(s) didn't satisfy plugin(s) [NodeAffinity]");

        Assert.Equal(
            "0/3 nodes are available: 1 Insufficient cpu, 2 node(s) didn't satisfy plugin(s) [NodeAffinity].",
            diagnosis.Message());
        Assert.Equal(["NodeAffinity", "NodeResourcesFit"], diagnosis.RejectingPlugins().Order());
    }

    [Fact]
    public void PreFilterRejection_StandsAlone_WithoutCounts()
    {
        var diagnosis = Of(2, _ => null);
        diagnosis.PreFilterRejection = new("NodeAffinity", false, "pod affinity terms conflict");
        diagnosis.PostFilterMessage = "preemption: x.";

        Assert.Equal("0/2 nodes are available: pod affinity terms conflict. preemption: x.", diagnosis.Message());
    }

    [Fact]
    public void Reset_ForgetsTheCycleBefore()
    {
        var diagnosis = Of(2, _ => Cpu);
        diagnosis.Reset(2);

        Assert.Equal("0/2 nodes are available:", diagnosis.Message());
        Assert.Empty(diagnosis.RejectingPlugins());
    }

    private static Diagnosis Of(int nodes, Func<int, Rejection?> rejection)
    {
        var diagnosis = new Diagnosis();
        diagnosis.Reset(nodes);
        for (var i = 0; i < nodes; i++)
        {
            var node = Node("n" + i).Info();
            node.Index = i;
            if (rejection(i) is { } found)
                diagnosis.Reject(node, found);
        }
        return diagnosis;
    }
}
