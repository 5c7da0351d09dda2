using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;
using Orchestrator.Scheduler.Plugins;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests.Plugins;

public sealed class NodeAffinityPluginTests
{
    private readonly NodeAffinityPlugin _plugin = new();

    public static TheoryData<string, NodeSelectorRequirement, bool> Cases => new()
    {
        { "in", Expression("disk", "In", "ssd", "nvme"), true },
        { "in, another", Expression("disk", "In", "hdd"), false },
        { "in, absent", Expression("none", "In", "ssd"), false },
        { "not in", Expression("disk", "NotIn", "hdd"), true },
        { "not in, absent", Expression("none", "NotIn", "hdd"), true },
        { "not in, present", Expression("disk", "NotIn", "ssd"), false },
        { "exists", Expression("disk", "Exists"), true },
        { "does not exist", Expression("disk", "DoesNotExist"), false },
        { "greater", Expression("cores", "Gt", "7"), true },
        { "not greater", Expression("cores", "Gt", "8"), false },
        { "less", Expression("cores", "Lt", "9"), true },
        { "no number", Expression("disk", "Gt", "1"), false },
        { "unknown operator", Expression("disk", "Like", "s"), false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void RequiredExpression_IsMatched(string name, NodeSelectorRequirement requirement, bool matches)
    {
        var pod = Requiring(new NodeSelectorTerm { MatchExpressions = [requirement] });
        var node = Node("n").WithLabel("disk", "ssd").WithLabel("cores", "8").Info();

        Assert.True(matches == _plugin.Filter(pod.Info(), node) is null, name);
    }

    [Fact]
    public void NodeSelector_MustMatchAllLabels()
    {
        var pod = Pod("p").WithSpec(spec => spec with { NodeSelector = ValueMap.Of(("a", "1"), ("b", "2")) }).Info();

        Assert.Null(_plugin.Filter(pod, Node("n").WithLabel("a", "1").WithLabel("b", "2").Info()));
        Assert.Equal(
            ["node(s) didn't match Pod's node affinity/selector"],
            _plugin.Filter(pod, Node("n").WithLabel("a", "1").Info())!.Reasons);
    }

    [Fact]
    public void EmptyTerm_MatchesNothing_AndOtherTermsAreAlternatives()
    {
        var node = Node("n").WithLabel("disk", "ssd").Info();
        var match = new NodeSelectorTerm { MatchExpressions = [Expression("disk", "Exists")] };

        Assert.NotNull(_plugin.Filter(Requiring(NodeSelectorTerm.Empty).Info(), node));
        Assert.Null(_plugin.Filter(Requiring(NodeSelectorTerm.Empty, match).Info(), node));
    }

    [Fact]
    public void NamedNodes_AreTheOnlyOnesLookedAt()
    {
        var named = new NodeSelectorTerm { MatchFields = [Expression("metadata.name", "In", "a", "b")] };

        var result = _plugin.PreFilter(Requiring(named).Info());

        Assert.Equal(["a", "b"], result.NodeNames!.Order());
        var other = new NodeSelectorTerm { MatchExpressions = [Expression("x", "Exists")] };
        Assert.Null(_plugin.PreFilter(Requiring(named, other).Info()).NodeNames);
    }

    [Fact]
    public void NamesThatExcludeEachOther_AreRejectedAtOnce()
    {
        var term = new NodeSelectorTerm
        {
            MatchFields = [Expression("metadata.name", "In", "a"), Expression("metadata.name", "In", "b")],
        };

        Assert.Equal(["pod affinity terms conflict"], _plugin.PreFilter(Requiring(term).Info()).Rejection!.Reasons);
    }

    [Fact]
    public void PreferredTerms_AddTheirWeights()
    {
        var pod = Pod("p").WithSpec(spec => spec with
        {
            Affinity = new()
            {
                NodeAffinity = new()
                {
                    PreferredDuringSchedulingIgnoredDuringExecution =
                    [
                        new() { Weight = 30, Preference = new() { MatchExpressions = [Expression("disk", "Exists")] } },
                        new() { Weight = 10, Preference = new() { MatchExpressions = [Expression("gpu", "Exists")] } },
                    ],
                },
            },
        }).Info();

        Assert.Equal(40, _plugin.Score(pod, Node("n").WithLabel("disk", "x").WithLabel("gpu", "x").Info()));
        Assert.Equal(10, _plugin.Score(pod, Node("n").WithLabel("gpu", "x").Info()));
    }

    private static NodeSelectorRequirement Expression(string key, string op, params string[] values) =>
        new() { Key = key, Operator = op, Values = [.. values] };

    private static Pod Requiring(params NodeSelectorTerm[] terms) => Pod("p").WithSpec(spec => spec with
    {
        Affinity = new()
        {
            NodeAffinity = new()
            {
                RequiredDuringSchedulingIgnoredDuringExecution = new() { NodeSelectorTerms = [.. terms] },
            },
        },
    });
}
