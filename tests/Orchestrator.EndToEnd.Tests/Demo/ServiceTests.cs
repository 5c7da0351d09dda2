using System.Globalization;
using System.Net.Sockets;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Demo;

/// <summary>A Deployment behind a Service, as its callers see it.</summary>
public sealed class ServiceTests(ClusterFixture fixture) : KubectlTest(fixture)
{
    private const int Port = 18080;

    /// <summary>One alone may go well by chance.</summary>
    private const int Restarts = 4;

    private const string Last = ".status.containerStatuses[0].lastState.terminated";

    [KubectlFact]
    public async Task Replicas_AnswerInTurn()
    {
        var service = await StartAsync("turns", 3);

        var answers = new List<string>();
        for (var i = 0; i < 9; i++)
            answers.Add(await service.AskAsync());

        Assert.Equal(3, answers.Distinct().Count());
        Assert.Equal(answers[..3], answers[3..6]);
        Assert.Equal(answers[..3], answers[6..]);
    }

    [KubectlFact]
    public async Task ClientIPAffinity_KeepsToOneReplica()
    {
        var service = await StartAsync("sticky", 3, "  sessionAffinity: ClientIP\n");

        var answers = new HashSet<string>();
        for (var i = 0; i < 9; i++)
            answers.Add(await service.AskAsync());

        Assert.Single(answers);
    }

    [KubectlFact]
    public async Task KilledReplica_IsRestartedAndCounted()
    {
        var service = await StartAsync("killed", 3);
        var victim = await service.AskAsync();
        var pid = await PidAsync(victim);

        await Run.CheckedAsync("kill", "-9", pid.ToString(CultureInfo.InvariantCulture));

        await Kubectl("wait", $"pod/{victim}", "--timeout=30s",
            "--for=jsonpath={.status.containerStatuses[0].restartCount}=1");
        await Kubectl("wait", $"pod/{victim}", "--for=condition=Ready", "--timeout=30s");
        Assert.Equal("137 Error", await Kubectl("get", "pod", victim, "-o",
            $"jsonpath={{{Last}.exitCode}} {{{Last}.reason}}"));
        Assert.NotEqual(pid, await PidAsync(victim));
        await Eventually.Async(async () => Assert.Equal(victim, await service.AskAsync()));
    }

    [KubectlFact]
    public async Task ScaledToTen_AllAnswer_AndScaledToZero_NobodyDoes()
    {
        var service = await StartAsync("scaled", 1);
        await Kubectl("scale", "deployment/scaled", "--replicas=10");
        await Kubectl("rollout", "status", "deployment/scaled", "--timeout=60s");
        await Eventually.Async(async () =>
        {
            var answers = new HashSet<string>();
            for (var i = 0; i < 10; i++)
                answers.Add(await service.AskAsync());
            Assert.Equal(10, answers.Count);
        });

        await Kubectl("scale", "deployment/scaled", "--replicas=0");
        await Kubectl("wait", "pod", "-l", "app=scaled", "--for=delete", "--timeout=60s");

        var refused = await Assert.ThrowsAsync<HttpRequestException>(service.AskAsync);
        Assert.True(IsRefusal(refused), refused.ToString());
        Assert.Equal("0", await Kubectl("get", "deployment", "scaled", "-o", "jsonpath={.spec.replicas}"));
    }

    [KubectlFact]
    public async Task RestartUnderRequests_LosesNone()
    {
        var service = await StartAsync("busy", 3);
        using var stop = new CancellationTokenSource();
        var load = new RequestLoad(service);
        var running = load.RunAsync(stop.Token);

        for (var i = 0; i < Restarts; i++)
        {
            await RestartAsync("busy");
            await Kubectl("rollout", "status", "deployment/busy", "--timeout=60s");
        }
        await Eventually.Async(async () =>
        {
            var pods = await Kubectl("get", "pods", "-l", "app=busy", "-o", "name");
            Assert.Equal(3, pods.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        });

        await stop.CancelAsync();
        await running;
        Assert.True(load.Lost.IsEmpty, string.Join('\n', load.Lost));
        Assert.True(load.Answers > 50, $"only {load.Answers} answers");
        Assert.True(load.Pods.Count > Restarts * 3, "the new Pods answered nothing");
    }

    /// <summary>A restart is a time stamp to the second: kubectl refuses a second one within it, and a rollout takes
    /// less. Any other refusal fails the test.</summary>
    private async Task RestartAsync(string deployment)
    {
        var tooSoon = $"error: failed to create patch for {deployment}: if restart has already been triggered within " +
            "the past second, please wait before attempting to trigger another";
        for (var tries = 0; ; tries++)
        {
            var result = await TryKubectl("rollout", "restart", $"deployment/{deployment}");
            if (result.ExitCode == 0)
                return;
            Assert.Equal((1, tooSoon), (result.ExitCode, result.Errors.Trim()));
            Assert.True(tries < 20, "refused for more than two seconds");
            await Task.Delay(100);
        }
    }

    private async Task<ServiceClient> StartAsync(string name, int replicas, string affinity = "")
    {
        await Apply($"{Manifests.Echo(name, replicas)}\n---\n{Manifests.Service(name, Port, name)}\n{affinity}");
        await Kubectl("rollout", "status", $"deployment/{name}", "--timeout=60s");
        var address = await Kubectl("get", "service", name, "-o", "jsonpath={.spec.clusterIP}");
        var service = new ServiceClient($"http://{address}:{Port}/");
        // The rollout is done when Pods are ready; endpoints and proxy follow.
        await Eventually.Async(async () => Assert.Equal(replicas, (await Kubectl("get", "endpoints", name, "-o",
            "jsonpath={.subsets[*].addresses[*].ip}")).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length));
        await Eventually.Async(async () =>
        {
            var answers = new HashSet<string>();
            for (var i = 0; i < replicas * 2 && (affinity.Length == 0 || i == 0); i++)
                answers.Add(await Record(service));
            Assert.Equal(affinity.Length == 0 ? replicas : 1, answers.Count);
        });
        return service;
    }

    /// <summary>A refusal is a failure that another try may heal.</summary>
    private static async Task<string> Record(ServiceClient service)
    {
        try
        {
            return await service.AskAsync();
        }
        catch (HttpRequestException refused)
        {
            throw new Xunit.Sdk.XunitException(refused.Message, refused);
        }
    }

    private async Task<int> PidAsync(string pod)
    {
        var ip = await Kubectl("get", "pod", pod, "-o", "jsonpath={.status.podIP}");
        return Assert.Single(ProcessTable.WithVariable($"POD_IP={ip}", "echo"));
    }

    private static bool IsRefusal(HttpRequestException error) =>
        error.InnerException is SocketException
        {
            SocketErrorCode: SocketError.ConnectionRefused or SocketError.ConnectionReset,
        }
        || error.InnerException is IOException or HttpIOException
        || error.HttpRequestError == HttpRequestError.ResponseEnded;
}
