using Orchestrator.Node.Pods;

namespace Orchestrator.Node.Tests.Pods;

public sealed class PodPhasesTests
{
    [Theory]
    [InlineData("nothing known", "Always", "", "Pending")]
    [InlineData("one waits", "Always", "run wait", "Pending")]
    [InlineData("all run", "Always", "run run", "Running")]
    [InlineData("one ended of two", "Never", "run exit0", "Running")]
    [InlineData("ended, will run again", "Always", "exit1", "Running")]
    [InlineData("failed, will run again", "OnFailure", "exit1", "Running")]
    [InlineData("all well", "OnFailure", "exit0 exit0", "Succeeded")]
    [InlineData("one badly", "Never", "exit0 exit1", "Failed")]
    [InlineData("crash loop", "Always", "back1", "Running")]
    public void Statuses_GiveThePhase(string name, string policy, string states, string phase)
    {
        var spec = new PodSpec { RestartPolicy = policy };
        var statuses = states.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Status).ToValueList();

        Assert.True(PodPhases.Of(spec, [], statuses, ended: false) == phase, name);
    }

    [Theory]
    [InlineData("Always", "exit0", "Succeeded")]
    [InlineData("Always", "exit1", "Failed")]
    [InlineData("Always", "wait", "Failed")]
    public void EndedPod_IsTerminalWhateverItsPolicy(string policy, string state, string phase) =>
        Assert.Equal(phase, PodPhases.Of(new() { RestartPolicy = policy }, [], [Status(state)], ended: true));

    private static ContainerStatus Status(string state) => new()
    {
        Name = "app",
        State = state switch
        {
            "run" => new() { Running = new() },
            "wait" or "back1" => new() { Waiting = new() },
            _ => new() { Terminated = new() { ExitCode = state[^1] - '0' } },
        },
        LastTerminationState = state == "back1" ? new() { Terminated = new() { ExitCode = 1 } } : ContainerState.Empty,
    };
}
