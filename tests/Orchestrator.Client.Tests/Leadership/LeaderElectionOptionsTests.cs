namespace Orchestrator.Client.Tests.Leadership;

public class LeaderElectionOptionsTests
{
    [Fact]
    public void KubernetesTimes_AreTaken() => Of(15, 10, 2).Validated();

    [Theory]
    [InlineData(10, 10, 2, "lease duration 10 s must be greater than renew deadline 10 s")]
    [InlineData(15, 2.4, 2, "renew deadline 2.4 s must be greater than retry period 2 s × 1.2")]
    [InlineData(15, 10, 0, "retry period 0 s must be greater than zero")]
    [InlineData(15.5, 10, 2, "lease duration 15.5 s must be whole seconds")]
    public void TimesThatCannotWork_AreRefused(double lease, double renew, double retry, string message)
    {
        var refusal = Assert.Throws<ArgumentException>(() => Of(lease, renew, retry).Validated());
        Assert.Equal(message, refusal.Message);
    }

    private static LeaderElectionOptions Of(double lease, double renew, double retry) => new(new("a", "b"), "me")
    {
        LeaseDuration = TimeSpan.FromSeconds(lease),
        RenewDeadline = TimeSpan.FromSeconds(renew),
        RetryPeriod = TimeSpan.FromSeconds(retry),
    };
}
