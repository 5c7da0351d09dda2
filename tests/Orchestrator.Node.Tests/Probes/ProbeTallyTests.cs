using Orchestrator.Node.Probes;

namespace Orchestrator.Node.Tests.Probes;

public sealed class ProbeTallyTests
{
    [Fact]
    public void VerdictNeedsARunOfOneKind()
    {
        var tally = new ProbeTally(successThreshold: 2, failureThreshold: 3);

        bool?[] verdicts = [.. new[] { true, false, false, true, true, false, false, false, false }.Select(tally.Add)];

        Assert.Equal([null, null, null, null, true, null, null, false, false], verdicts);
    }
}
