using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Faults;

/// <summary>What <c>up</c> refuses, and how it ends.</summary>
public sealed class UpTests
{
    /// <summary>Enough for two signals to count as two.</summary>
    private static readonly TimeSpan Apart = TimeSpan.FromMilliseconds(700);

    [Fact]
    public async Task SecondUp_OnTheSameDirectory_IsRefusedByName()
    {
        await using var cluster = await OrchestratorProcess.StartAsync("--runtime", "hollow");

        var second = await UpAsync("--data", cluster.DataDirectory, "--listen", "127.0.0.1:0");

        Assert.Equal(1, second.ExitCode);
        Assert.Empty(second.Output);
        Assert.Contains(cluster.DataDirectory, second.Errors);
        Assert.Contains($"process {cluster.Pid}", second.Errors);
        using var api = ApiHttp.Admin(cluster.Kubeconfig);
        Assert.Equal(200, (await api.GetAsync("/readyz")).Code);
    }

    [Fact]
    public async Task PortInUse_IsRefused()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var data = Directory.CreateTempSubdirectory("orchestrator-e2e-").FullName;

        var result = await UpAsync("--data", data, "--listen", $"{taken.LocalEndpoint}");

        Directory.Delete(data, recursive: true);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("orchestrator up: ", result.Errors);
        Assert.Contains($"{taken.LocalEndpoint}", result.Errors);
        Assert.Contains("in use", result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
    }

    [Fact]
    public async Task AddressOfAnotherMachine_IsRefused()
    {
        var data = Directory.CreateTempSubdirectory("orchestrator-e2e-").FullName;

        var result = await UpAsync("--data", data, "--listen", "192.0.2.1:6443");

        Directory.Delete(data, recursive: true);
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("orchestrator up: cannot listen on 192.0.2.1:6443: ", result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
    }

    [Fact]
    public async Task DamagedFile_IsRefusedByName_AndLeftAsItIs()
    {
        await using var cluster = await OrchestratorProcess.StartAsync("--runtime", "hollow");
        await cluster.StopAsync();
        var file = Path.Combine(cluster.DataDirectory, "store", "orchestrator.db");
        var noise = Enumerable.Range(0, 20_000).Select(i => (byte)(i * 31)).ToArray();
        await File.WriteAllBytesAsync(file, noise);

        var result = await UpAsync("--data", cluster.DataDirectory, "--listen", "127.0.0.1:0");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains(file, result.Errors);
        Assert.Contains("damaged", result.Errors);
        Assert.Equal(noise, await File.ReadAllBytesAsync(file));
    }

    [Theory]
    [InlineData("a name that is no address", "--listen", "nowhere:http")]
    [InlineData("a number that is none", "--nodes", "many")]
    [InlineData("an address nobody can connect to", "--advertise", "0.0.0.0:6443")]
    [InlineData("an endpoint with a path", "--control-plane-endpoint", "10.0.0.1/api")]
    [InlineData("a name that is none", "--member-name", "Control Plane 1")]
    [InlineData("a range that is none", "--service-cidr", "127.96.0.0/40")]
    [InlineData("certificates that end before they are renewed", "--cluster-signing-duration", "5s")]
    [InlineData("an unknown runtime", "--runtime", "magic")]
    [InlineData("an address without a port", "--listen", "127.0.0.1")]
    [InlineData("an address without brackets", "--listen", "::1:6443")]
    [InlineData("an option that is not there", "--port", "1")]
    public async Task WrongArgument_IsRefused(string what, string option, string value)
    {
        var result = await UpAsync(option, value);

        Assert.True(result.ExitCode == 2, what);
        Assert.Contains(option, result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
    }

    [Fact]
    public async Task CtrlC_EndsTheProgramsAndExitsWithZero()
    {
        await using var cluster = await OrchestratorProcess.StartAsync();
        using var api = ApiHttp.Admin(cluster.Kubeconfig);
        await Ready.DefaultServiceAccountAsync(api);
        var pods = new PodLoad(api);
        await pods.CreateAsync();
        await Eventually.Async(pods.SettleAsync);

        Assert.Equal(0, await cluster.StopAsync());

        Assert.Empty(pods.Pids());
        Assert.Contains("stopping", cluster.Errors);
        await cluster.StartAgainAsync();
        await Eventually.Async(pods.SettleAsync);
    }

    [Fact]
    public async Task SecondCtrlC_EndsAtOnce_AndLeavesNoProgram()
    {
        await using var cluster = await OrchestratorProcess.StartAsync();
        using var api = ApiHttp.Admin(cluster.Kubeconfig);
        await Ready.DefaultServiceAccountAsync(api);
        var sleep = ProcessTable.UniqueSleep();
        await CreateStubbornAsync(api, sleep);
        await Eventually.Async(() => Assert.Single(ProcessTable.WithArgument(sleep)));

        await cluster.InterruptAsync();
        await Eventually.Async(() => Assert.Contains("stopping", cluster.Errors));
        await Task.Delay(Apart); // signals that come together are one
        var watch = Stopwatch.StartNew();
        await cluster.InterruptAsync();

        Assert.NotEqual(0, await cluster.ExitAsync());
        Assert.True(watch.Elapsed.TotalSeconds < 5, "the second Ctrl-C was not at once");
        await Eventually.Async(() => Assert.Empty(ProcessTable.WithArgument(sleep)), secondsMax: 2);
        await cluster.StartAgainAsync();
        await Eventually.Async(() => Assert.Single(ProcessTable.WithArgument(sleep)));
        await api.SendAsync("DELETE", "/api/v1/namespaces/default/pods/stubborn?gracePeriodSeconds=1");
        await Eventually.Async(() => Assert.Empty(ProcessTable.WithArgument(sleep)));
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task SignalToldTwiceAtOnce_AsTimeoutDoes_StopsInOrder(string signal)
    {
        // timeout hands a signal to its child, and then to its group, where the child is too.
        var data = Directory.CreateTempSubdirectory("orchestrator-e2e-").FullName;
        await using var cluster = await OrchestratorProcess.StartInAsync(data, ["timeout", "600"]);
        using var api = ApiHttp.Admin(cluster.Kubeconfig);
        await Ready.DefaultServiceAccountAsync(api);
        var sleep = ProcessTable.UniqueSleep();
        await CreateAsync(api, sleep, "trap 'sleep 1; exit 0' TERM; while true; do sleep 0.1; done");
        await Eventually.Async(() => Assert.Single(ProcessTable.WithArgument(sleep)));

        await cluster.SignalAsync(signal);

        Assert.Equal(0, await cluster.ExitAsync());
        Assert.Contains("stopping", cluster.Errors);
        Assert.Empty(ProcessTable.WithArgument(sleep));
    }

    [Fact]
    public async Task TermRepeated_IsNoCtrlC_AndStopsInOrder()
    {
        await using var cluster = await OrchestratorProcess.StartAsync();
        using var api = ApiHttp.Admin(cluster.Kubeconfig);
        await Ready.DefaultServiceAccountAsync(api);
        var sleep = ProcessTable.UniqueSleep();
        await CreateAsync(api, sleep, "trap 'sleep 2; exit 0' TERM; while true; do sleep 0.1; done");
        await Eventually.Async(() => Assert.Single(ProcessTable.WithArgument(sleep)));

        await cluster.SignalAsync("TERM");
        await Eventually.Async(() => Assert.Contains("stopping", cluster.Errors));
        await Task.Delay(Apart);
        await cluster.SignalAsync("TERM");

        Assert.Equal(0, await cluster.ExitAsync());
        Assert.Empty(ProcessTable.WithArgument(sleep));
    }

    /// <summary>A Pod that does not end when it is asked to.</summary>
    private static Task CreateStubbornAsync(ApiHttp api, string sleep) =>
        CreateAsync(api, sleep, "trap '' TERM INT; while true; do sleep 1; done");

    private static async Task CreateAsync(ApiHttp api, string sleep, string script)
    {
        // The number is the shell's own first argument; the sleep it loops over has another.
        var answer = await api.PostAsync("/api/v1/namespaces/default/pods", $$$"""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"stubborn"},"spec":{"terminationGracePeriodSeconds":60,
            "containers":[{"name":"main","image":"shell",
            "command":["sh","-c","{{{script}}}","{{{sleep}}}"]}]}}
            """);
        Assert.Equal(201, answer.Code);
    }

    private static Task<RunResult> UpAsync(params string[] arguments) =>
        Run.AsyncWith(new ProcessStartInfo(OrchestratorProcess.Command, ["up", .. arguments]));
}
