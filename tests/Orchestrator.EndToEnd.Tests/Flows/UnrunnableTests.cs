using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Flows;

/// <summary>Containers that cannot be run as processes say what to do.</summary>
public sealed class UnrunnableTests(ClusterFixture fixture) : KubectlTest(fixture)
{
    [KubectlFact]
    public async Task ImageWithoutACommand_FailsWithAReasonAndAnEventThatSayWhatToDo()
    {
        await Apply(Pod("imaged", ""));
        await Kubectl("wait", "pod/imaged", "--timeout=30s",
            "--for=jsonpath={.status.containerStatuses[0].state.waiting.reason}=CreateContainerError");

        var message = await Kubectl(
            "get", "pod", "imaged", "-o", "jsonpath={.status.containerStatuses[0].state.waiting.message}");
        Assert.Contains("image and no command", message);
        Assert.Contains("set command:", message);
        await Eventually.Async(async () => Assert.Contains(
            "set command:", await Kubectl("events", "--for", "pod/imaged", "--types=Warning")));
        Assert.Contains("CreateContainerError", await Kubectl("get", "pod", "imaged"));
    }

    [KubectlFact]
    public async Task ProgramThatIsNotThere_FailsWithAReason()
    {
        await Apply(Pod("missing", "command: [\"/no/such/program\"]"));
        await Eventually.Async(async () => Assert.Contains(
            "/no/such/program", await Kubectl("events", "--for", "pod/missing", "--types=Warning")));

        Assert.Matches("RunContainerError|CrashLoopBackOff|StartError", await Kubectl("get", "pod", "missing"));
    }

    private static string Pod(string name, string command) => $$"""
        apiVersion: v1
        kind: Pod
        metadata: { name: {{name}} }
        spec:
          terminationGracePeriodSeconds: 1
          containers:
            - name: main
              image: nginx
              {{command}}
        """;
}
