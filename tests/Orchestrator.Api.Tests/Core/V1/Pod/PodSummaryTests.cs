using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Tests.Core.V1;

public class PodSummaryTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.UnixEpoch.AddDays(1);

    public static TheoryData<string, string, string, string> Rows => new()
    {
        { "pending", """{"phase":"Pending"}""", "0/2", "Pending" },
        { "running", """{"phase":"Running","containerStatuses":[{"name":"a","ready":true,"state":{"running":{}}},{"name":"b","ready":true,"state":{"running":{}}}]}""", "2/2", "Running" },
        { "crash loop", """{"phase":"Running","containerStatuses":[{"name":"a","state":{"waiting":{"reason":"CrashLoopBackOff"}}},{"name":"b","ready":true,"state":{"running":{}}}]}""", "1/2", "CrashLoopBackOff" },
        { "completed", """{"phase":"Succeeded","containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}""", "0/2", "Completed" },
        { "one completed, one running, not ready", """{"phase":"Running","containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":0,"reason":"Completed"}}},{"name":"b","ready":true,"state":{"running":{}}}]}""", "1/2", "NotReady" },
        { "one completed, one running, ready", """{"phase":"Running","conditions":[{"type":"Ready","status":"True"}],"containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":0,"reason":"Completed"}}},{"name":"b","ready":true,"state":{"running":{}}}]}""", "1/2", "Running" },
        { "exit code", """{"phase":"Failed","containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":3}}}]}""", "0/2", "ExitCode:3" },
        { "signal", """{"phase":"Failed","containerStatuses":[{"name":"a","state":{"terminated":{"exitCode":137,"signal":9}}}]}""", "0/2", "Signal:9" },
        { "initializing", """{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"running":{}}}]}""", "0/2", "Init:0/1" },
        { "init failed", """{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}""", "0/2", "Init:Error" },
        { "init exit code", """{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":1}}}]}""", "0/2", "Init:ExitCode:1" },
        { "init signal", """{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":137,"signal":9}}}]}""", "0/2", "Init:Signal:9" },
        { "init not begun", """{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"waiting":{"reason":"PodInitializing"}}}]}""", "0/2", "Init:0/1" },
        { "init again after it was initialized", """{"phase":"Running","conditions":[{"type":"Initialized","status":"True"}],"initContainerStatuses":[{"name":"i","state":{"running":{}}}],"containerStatuses":[{"name":"a","state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}""", "0/2", "CrashLoopBackOff" },
        { "first of two that wait", """{"phase":"Pending","containerStatuses":[{"name":"a","state":{"waiting":{"reason":"ErrImagePull"}}},{"name":"b","state":{"waiting":{"reason":"ContainerCreating"}}}]}""", "0/2", "ErrImagePull" },
        { "status of a container that is no more", """{"phase":"Pending","initContainerStatuses":[{"name":"x","state":{"running":{}}}]}""", "0/2", "Init:0/1" },
        { "reason before phase", """{"phase":"Pending","reason":"Preempting"}""", "0/2", "Preempting" },
        { "gated before reason", """{"phase":"Pending","reason":"x","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}""", "0/2", "SchedulingGated" },
        { "init waiting", """{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"waiting":{"reason":"ImagePullBackOff"}}}]}""", "0/2", "Init:ImagePullBackOff" },
        { "initialized", """{"phase":"Pending","initContainerStatuses":[{"name":"i","state":{"terminated":{"exitCode":0}}}],"containerStatuses":[{"name":"a","state":{"waiting":{"reason":"ContainerCreating"}}}]}""", "0/2", "ContainerCreating" },
        { "evicted", """{"phase":"Failed","reason":"Evicted"}""", "0/2", "Evicted" },
        { "gated", """{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}""", "0/2", "SchedulingGated" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Of_SaysWhatKubectlPrints(string name, string status, string ready, string text)
    {
        var summary = PodSummary.Of(Pod(status));
        Assert.Equal((name, ready, text), (name, $"{summary.Ready}/{summary.Total}", summary.Status));
    }

    [Fact]
    public void Of_Deleting_IsTerminating()
    {
        Assert.Equal("Terminating", PodSummary.Of(Deleting("""{"phase":"Running"}""")).Status);
        Assert.Equal("Succeeded", PodSummary.Of(Deleting("""{"phase":"Succeeded"}""")).Status);
        Assert.Equal("Unknown", PodSummary.Of(Deleting("""{"phase":"Running","reason":"NodeLost"}""")).Status);
    }

    [Fact]
    public void Of_Sidecar_CountsAmongContainers()
    {
        var pod = WithSidecar("""{"phase":"Running","initContainerStatuses":[{"name":"i","ready":true,"started":true,"restartCount":2,"state":{"running":{}}}],"containerStatuses":[{"name":"a","ready":true,"restartCount":1,"state":{"running":{}}}]}""");
        var summary = PodSummary.Of(pod);
        Assert.Equal((2, 3, 3), (summary.Ready, summary.Total, summary.Restarts));
    }

    [Theory]
    [InlineData("""{"name":"i","started":false,"state":{"running":{}}}""", "0/3", "Init:0/1")]
    [InlineData("""{"name":"i","started":true,"state":{"running":{}}}""", "1/3", "Running")]
    [InlineData("""{"name":"i","started":false,"state":{"terminated":{"exitCode":2}}}""", "0/3", "Init:ExitCode:2")]
    [InlineData("""{"name":"i","started":false,"state":{"terminated":{"exitCode":0}}}""", "1/3", "Running")]
    public void Of_SidecarThatIsNotReady_CountsOnlyOnceItStarted(string sidecar, string ready, string text)
    {
        var pod = WithSidecar("""{"phase":"Running","initContainerStatuses":[SIDECAR],"containerStatuses":[{"name":"a","ready":true,"state":{"running":{}}}]}""".Replace("SIDECAR", sidecar));
        var summary = PodSummary.Of(pod);
        Assert.Equal((ready, text), ($"{summary.Ready}/{summary.Total}", summary.Status));
    }

    [Fact]
    public void RestartsText_WhileInitializing_CountsInitContainers()
    {
        var pod = Pod("""{"initContainerStatuses":[{"name":"i","restartCount":4,"state":{"running":{}},"lastState":{"terminated":{"exitCode":1,"finishedAt":"1970-01-01T23:00:00Z"}}}]}""");
        Assert.Equal("4 (60m ago)", PodSummary.Of(pod).RestartsText(Now));
    }

    [Fact]
    public void RestartsText_Initialized_CountsSidecarsAndContainersOnly()
    {
        const string Status = """{"initContainerStatuses":[{"name":"i","restartCount":4,"started":true,"state":{"running":{}},"lastState":{"terminated":{"exitCode":1,"finishedAt":"1970-01-01T23:59:00Z"}}}],"containerStatuses":[{"name":"a","restartCount":1}]}""";
        Assert.Equal("5 (60s ago)", PodSummary.Of(WithSidecar(Status)).RestartsText(Now));
        var done = Pod(Status.Replace("\"running\":{}", "\"terminated\":{\"exitCode\":0}"));
        Assert.Equal("1", PodSummary.Of(done).RestartsText(Now));
    }

    [Fact]
    public void RestartsText_SaysWhenLast()
    {
        var pod = Pod("""{"containerStatuses":[{"name":"a","restartCount":2,"lastState":{"terminated":{"exitCode":1,"finishedAt":"1970-01-01T23:55:00Z"}}},{"name":"b","restartCount":1,"lastState":{"terminated":{"exitCode":1,"finishedAt":"1970-01-01T20:00:00Z"}}}]}""");
        Assert.Equal("3 (5m ago)", PodSummary.Of(pod).RestartsText(Now));
        Assert.Equal("0", PodSummary.Of(Pod("{}")).RestartsText(Now));
    }

    private static Pod Pod(string status) => Samples.Read<Pod>(
        $$"""{"metadata":{"name":"p"},"spec":{"initContainers":[{"name":"i"}],"containers":[{"name":"a"},{"name":"b"}]},"status":{{status}}}""");

    private static Pod WithSidecar(string status)
    {
        var pod = Pod(status);
        return pod with
        {
            Spec = pod.Spec with { InitContainers = [pod.Spec.InitContainers[0] with { RestartPolicy = "Always" }] },
        };
    }

    private static Pod Deleting(string status)
    {
        var pod = Pod(status);
        return pod with { Metadata = pod.Metadata with { DeletionTimestamp = Now } };
    }
}
