using Orchestrator.Node.Pods;

namespace Orchestrator.Node.Tests.Pods;

public sealed class PodRestartsTests
{
    private const string Id = "process://1";
    private static readonly ContainerState Running = new() { Running = new() };
    private static readonly ContainerState Waiting = new() { Waiting = new() { Reason = "ContainerCreating" } };
    private static readonly ContainerState Ended = new() { Terminated = new() { ContainerId = Id } };
    private static readonly ContainerState EndedBefore = new() { Terminated = new() { ContainerId = "process://0" } };

    public static TheoryData<string, ContainerStatus?, int> Told => new()
    {
        { "nothing was ever told of it", null, 0 },
        { "told before it was made", Status(null, Waiting, ContainerState.Empty, 0), 0 },
        { "made, told, never started", Status(Id, Waiting, ContainerState.Empty, 0), 0 },
        { "its second attempt made, told, never started", Status(Id, Waiting, EndedBefore, 1), 1 },
        { "ran", Status(Id, Running, ContainerState.Empty, 0), 1 },
        { "ran and ended", Status(Id, Ended, ContainerState.Empty, 2), 3 },
        { "ran, ended, waits for its back-off", Status(Id, Waiting, Ended, 2), 3 },
    };

    [Theory]
    [MemberData(nameof(Told))]
    public void RuntimeKnowsNothing_AttemptFollowsWhatTheApiHeard(string what, ContainerStatus? told, int attempt)
    {
        var pod = TestPods.Bound("web");
        if (told is not null)
            pod = pod with { Status = pod.Status with { ContainerStatuses = [told] } };

        Assert.True(PodRestarts.Attempt(pod, TestPods.App, null) == attempt, what);
    }

    private static ContainerStatus Status(string? id, ContainerState state, ContainerState last, int restarts) => new()
    {
        Name = "app",
        ContainerId = id,
        State = state,
        LastTerminationState = last,
        RestartCount = restarts,
    };
}
