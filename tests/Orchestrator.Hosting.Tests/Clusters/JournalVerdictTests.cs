using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Hosting.Tests.Clusters;

public sealed class JournalVerdictTests
{
    private static readonly JournalSightOptions Options = new();

    [Theory]
    [InlineData("not silent for long enough", 2.9, 0.1, 60, false)]
    [InlineData("another hears it", 3, 0.1, 60, true)]
    [InlineData("another heard it just within the time", 3, 1, 10, true)]
    [InlineData("another heard it too long ago", 3, 1.1, 60, false)]
    [InlineData("another has only just begun to hear it", 60, 0.1, 9.9, false)]
    [InlineData("nobody has heard it for a minute", 60, 60, 600, false)]
    public void Silent_LeavesForWhoHearsSteadily(
        string name, double silence, double otherSilence, double otherSteady, bool leaves)
    {
        _ = name;
        var hears = new JournalWitness("b", Seconds(otherSilence), Seconds(otherSteady));
        var deaf = new JournalWitness("a", Seconds(90), Seconds(600));

        Assert.Equal(leaves ? hears : null, JournalVerdict.LeaveFor(Seconds(silence), [deaf, hears], Options));
    }

    [Fact]
    public void NobodyAnswers_Stays() => Assert.Null(JournalVerdict.LeaveFor(Seconds(600), [], Options));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
