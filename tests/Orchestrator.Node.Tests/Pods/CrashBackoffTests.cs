using Orchestrator.Node.Pods;

namespace Orchestrator.Node.Tests.Pods;

public sealed class CrashBackoffTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void PausesDoubleToFiveMinutes()
    {
        var backoff = new CrashBackoff();
        var (now, pauses) = (Start, new List<double>());
        for (var i = 0; i < 8; i++)
        {
            var wait = backoff.Remaining("app", now, now);
            pauses.Add(wait.TotalSeconds);
            now += wait;
            backoff.Restarting("app", now, now);
        }

        Assert.Equal([0, 10, 20, 40, 80, 160, 300, 300], pauses);
    }

    [Fact]
    public void TenQuietMinutes_StartOver()
    {
        var backoff = new CrashBackoff();
        backoff.Restarting("app", Start, Start);
        backoff.Restarting("app", Start, Start);
        var later = Start.AddMinutes(10).AddSeconds(1);

        Assert.Equal(TimeSpan.Zero, backoff.Remaining("app", later, later));
        backoff.Restarting("app", later, later);
        Assert.Equal(TimeSpan.FromSeconds(10), backoff.PauseOf("app"));
    }
}
