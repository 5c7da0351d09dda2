using Akka.TestKit;
using Akka.TestKit.Xunit2;
using Orchestrator.Actors.Tests.Suite;
using Orchestrator.Akka.Driver;

namespace Orchestrator.Akka.Tests.Driver;

public sealed class AkkaTimeTests() : TestKit(
    "akka { loglevel = OFF, stdout-loglevel = OFF, scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\" }")
{
    private TestScheduler Scheduler => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task KernelTimers_FireWhenTestKitSaysSo()
    {
        var system = new AkkaActorSystem(Sys, new AkkaActorSystemOptions { Time = new AkkaTime(Scheduler) });
        var log = new Log();
        var started = new TaskCompletionSource();
        system.Spawn("actor", Script.Factory(self =>
        {
            self.Start = () =>
            {
                self.Surroundings.Timers.Once("once", TimeSpan.FromHours(1), "once");
                started.SetResult();
                return default;
            };
            self.On(message =>
            {
                log.Add(message);
                TestActor.Tell(message, TestActor);
            });
        }));
        await started.Task.WaitAsync(TimeSpan.FromSeconds(30));
        Scheduler.Advance(TimeSpan.FromMinutes(59));
        await ExpectNoMsgAsync(TimeSpan.FromMilliseconds(100));
        Scheduler.Advance(TimeSpan.FromMinutes(1));
        await ExpectMsgAsync("once", TimeSpan.FromSeconds(30));
        Assert.Equal("once", log.Text);
    }

    [Fact]
    public void Periodic_FiresEachPeriod_ChangedOrDisposed_Not()
    {
        var fired = 0;
        using var timer = new AkkaTime(Scheduler).CreateTimer(
            _ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));
        for (var i = 0; i < 3; i++)
            Scheduler.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, fired);

        Assert.True(timer.Change(TimeSpan.FromSeconds(5), Timeout.InfiniteTimeSpan));
        Scheduler.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(3, fired);
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(4, fired);

        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.FromSeconds(1)));
        Scheduler.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(4, fired);
    }
}
