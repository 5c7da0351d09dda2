using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Commands;

public sealed class LogsTests(ClusterFixture fixture) : KubectlTest(fixture)
{
    private const string Counting = "for i in 1 2 3 4 5; do echo line $i; done; sleep 100000";

    [KubectlFact]
    public async Task TailTimestampsAndSince_ChooseLines()
    {
        await Apply(Pod("counter", Counting));
        await Kubectl("wait", "--for=condition=Ready", "pod/counter", "--timeout=60s");
        await Eventually.Async(async () => Assert.EndsWith("line 5\n", await Kubectl("logs", "counter")));

        Assert.Equal("line 1\nline 2\nline 3\nline 4\nline 5\n", await Kubectl("logs", "counter"));
        Assert.Equal("line 4\nline 5\n", await Kubectl("logs", "counter", "--tail=2"));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z line 5\n$", await Kubectl("logs", "counter", "--tail=1", "--timestamps"));
        Assert.EndsWith("line 5\n", await Kubectl("logs", "counter", "--since=1h"));
        await Task.Delay(1500);
        Assert.Equal("", await Kubectl("logs", "counter", "--since=1s"));
    }

    [KubectlFact]
    public async Task Follow_EndsWithTheContainer()
    {
        await Apply(Pod("ending", "echo first; sleep 2; echo last", "Never"));
        await Kubectl("wait", "--for=jsonpath={.status.containerStatuses[0].started}=true", "pod/ending", "--timeout=60s");

        Assert.Equal("first\nlast\n", await Kubectl("logs", "-f", "ending"));
    }

    [KubectlFact]
    public async Task Previous_ShowsTheContainerBefore()
    {
        await Apply(Pod("crashing", "echo run $$; exit 3"));
        await Kubectl("wait", "--for=jsonpath={.status.containerStatuses[0].restartCount}=1", "pod/crashing", "--timeout=60s");

        Assert.StartsWith("run ", await Kubectl("logs", "crashing", "--previous"));
        Assert.Equal("3", await Kubectl("get", "pod", "crashing", "-o", "jsonpath={.status.containerStatuses[0].lastState.terminated.exitCode}"));
    }

    private static string Pod(string name, string script, string restartPolicy = "Always") => $$"""
        apiVersion: v1
        kind: Pod
        metadata: { name: {{name}} }
        spec:
          restartPolicy: {{restartPolicy}}
          terminationGracePeriodSeconds: 1
          containers:
            - name: main
              image: shell
              command: ["sh", "-c", "{{script}}"]
        """;
}
