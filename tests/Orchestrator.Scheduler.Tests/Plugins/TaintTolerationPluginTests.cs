using Orchestrator.Api.Core.V1;
using Orchestrator.Scheduler.Plugins;
using static Orchestrator.Scheduler.Tests.Objects;

namespace Orchestrator.Scheduler.Tests.Plugins;

public sealed class TaintTolerationPluginTests
{
    private readonly TaintTolerationPlugin _plugin = new();

    public static TheoryData<string, Toleration?, bool> Cases => new()
    {
        { "none", null, false },
        { "equal", new() { Key = "key", Value = "value", Effect = "NoSchedule" }, true },
        { "equal, every effect", new() { Key = "key", Operator = "Equal", Value = "value" }, true },
        { "other value", new() { Key = "key", Value = "other" }, false },
        { "exists", new() { Key = "key", Operator = "Exists" }, true },
        { "exists, every key", new() { Operator = "Exists" }, true },
        { "other effect", new() { Key = "key", Operator = "Exists", Effect = "NoExecute" }, false },
        { "other key", new() { Key = "other", Operator = "Exists" }, false },
        { "unknown operator", new() { Key = "key", Operator = "Lt", Value = "value" }, false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void HardTaint_NeedsAToleration(string name, Toleration? toleration, bool passes)
    {
        var pod = toleration is null ? Pod("p") : Pod("p").WithSpec(spec => spec with { Tolerations = [toleration] });
        var rejection = _plugin.Filter(pod.Info(), Node("n").WithTaint("key", "value", "NoSchedule").Info());

        Assert.True(passes == rejection is null, name);
        if (rejection is not null)
            Assert.Equal(["node(s) had untolerated taint {key: value}"], rejection.Reasons);
    }

    [Fact]
    public void SoftTaint_DoesNotRefuse_ButCostsScore()
    {
        var pod = Pod("p").Info();
        var soft = Node("a").WithTaint("key", null, "PreferNoSchedule").Info();
        var clean = Node("b").Info();

        Assert.Null(_plugin.Filter(pod, soft));
        Assert.True(_plugin.PreScore(pod, [soft, clean]));
        long[] scores = [_plugin.Score(pod, soft), _plugin.Score(pod, clean)];
        _plugin.NormalizeScores(scores);
        Assert.Equal([0, 100], scores);
    }
}
