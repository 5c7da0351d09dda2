using System.Globalization;
using System.Text;
using Orchestrator.Node.Process;

namespace Orchestrator.Node.Tests.Process;

public sealed class ProcessRuntimeTests
{
    private const string Uid = "11111111-2222-4333-8444-555555555555";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Program_RunsWithArgumentsEnvironmentAndScratchDirectory_OutputIsLogged()
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync();

        var id = await StartAsync(
            runtime, ["sh", "-c", "echo $GREETING $1; echo to-stderr >&2; pwd", "sh", "a b"],
                [new("GREETING", "hello")]);
        var ended = await EndOf(runtime);

        Assert.Equal((0, "Completed"), (ended.ExitCode, ended.Reason));
        var log = await LogOf(runtime, id, new());
        Assert.StartsWith("hello a b\nto-stderr\n", log, StringComparison.Ordinal);
        Assert.EndsWith("/app/scratch\n", log, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("exit 3", 3, "Error")]
    [InlineData("kill -9 $$", 137, "Error")]
    [InlineData("exit 0", 0, "Completed")]
    public async Task ProgramEnds_ExitCodeIsKnown(string script, int exitCode, string reason)
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync();

        await StartAsync(runtime, ["sh", "-c", script]);
        var ended = await EndOf(runtime);

        Assert.Equal((exitCode, reason), (ended.ExitCode, ended.Reason));
    }

    [Fact]
    public async Task ImageWithoutCommand_SaysWhatToDo()
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync();
        await runtime.RunSandboxAsync(new(Uid, "default", "web"));

        var refused = await Assert.ThrowsAsync<RuntimeException>(
            async () => await runtime.CreateContainerAsync(Uid, new() { Name = "app", Image = "nginx" }));

        Assert.Equal("CreateContainerError", refused.Reason);
        Assert.Contains("set command:", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MissingProgram_EndsWithStartError()
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync();

        var refused = await Assert.ThrowsAsync<RuntimeException>(
            async () => await StartAsync(runtime, ["no-such-program-here"]));

        Assert.Equal("RunContainerError", refused.Reason);
        var container = (await runtime.GetPodAsync(Uid))!.Newest("app")!;
        Assert.Equal(
            (RuntimeContainerState.Exited, 128, "StartError"), (container.State, container.ExitCode, container.Reason));
    }

    [Fact]
    public async Task StopWithGrace_LetsTheProgramEnd_AndTakesItsChildrenAlong()
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync();
        var id = await StartAsync(
            runtime, ["sh", "-c",
                "trap 'echo bye; exit 5' TERM; sh -c 'trap \"\" TERM; while :; do sleep 1; done' & echo up; while :; do wait; done"]);
        await LogHas(runtime, id, "up");

        await runtime.StopContainerAsync(id, Patience);

        Assert.Equal(5, (await EndOf(runtime)).ExitCode);
        Assert.Contains("bye", await LogOf(runtime, id, new()), StringComparison.Ordinal);
        await UntilMarked(id, 0);
    }

    [Fact]
    public async Task StopOfADeafProgram_KillsItAfterTheGrace()
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync();
        var id = await StartAsync(runtime, ["sh", "-c", "trap '' TERM; echo up; while :; do sleep 1; done"]);
        await LogHas(runtime, id, "up");

        await runtime.StopContainerAsync(id, TimeSpan.FromMilliseconds(100));

        Assert.Equal(137, (await EndOf(runtime)).ExitCode);
    }

    [Fact]
    public async Task RuntimeOpenedAgain_TakesOverTheProgramAndItsLogAndAddress()
    {
        await using var home = new ProcessHome();
        var first = await home.OpenAsync();
        var id = await StartAsync(first, ["sh", "-c", "echo one; exec sleep 1000"]);
        var pod = (await first.GetPodAsync(Uid))!;
        await LogHas(first, id, "one");
        await first.DisposeAsync();

        var second = await home.OpenAsync();
        var adopted = (await second.GetPodAsync(Uid))!;

        Assert.Equal(pod.Sandbox.Ip, adopted.Sandbox.Ip);
        Assert.Equal((id, RuntimeContainerState.Running), (adopted.Newest("app")!.Id, adopted.Newest("app")!.State));
        Assert.Equal(pod.Newest("app")!.StartedAt, adopted.Newest("app")!.StartedAt);
        await second.StopContainerAsync(id, Patience);
        // The number 143 tells that the very process was signalled.
        Assert.Equal(143, (await EndOf(second)).ExitCode);
        Assert.StartsWith("one\n", await LogOf(second, id, new()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ProgramEndedWhileNobodyLooked_Is137ContainerStatusUnknown()
    {
        await using var home = new ProcessHome();
        var first = await home.OpenAsync();
        var id = await StartAsync(first, ["sleep", "1000"]);
        await first.DisposeAsync();
        var pid = Assert.Single(MarkedProcesses.Find(id));
        KillAndReap(pid);

        var second = await home.OpenAsync();
        var ended = await EndOf(second);

        Assert.Equal((137, "ContainerStatusUnknown"), (ended.ExitCode, ended.Reason));
    }

    [Fact]
    public async Task KilledBetweenStartAndNote_ProgramIsFoundByItsMark()
    {
        await using var home = new ProcessHome();
        var first = await home.OpenAsync();
        var id = await StartAsync(first, ["sleep", "1000"]);
        await first.DisposeAsync();
        var record = System.IO.Directory.GetFiles(home.Directory, "0.json", SearchOption.AllDirectories).Single();
        var known = RecordFile.Read(record, RecordJson.Default.ContainerRecord)!;
        RecordFile.Write(
            record, known with { Process = null, StartedAt = null }, RecordJson.Default.ContainerRecord);

        var second = await home.OpenAsync();

        Assert.Equal(RuntimeContainerState.Running, (await second.GetPodAsync(Uid))!.Newest("app")!.State);
        Assert.Single(MarkedProcesses.Find(id));
    }

    [Fact]
    public async Task RemovedSandbox_LeavesNoProcessAndNoFile_EvenOfADescendantThatLeftTheSession()
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync();
        var id = await StartAsync(runtime, ["sh", "-c", "setsid sleep 1000 & sleep 1001 & echo up; wait"]);
        await LogHas(runtime, id, "up");
        await UntilMarked(id, 3);

        await runtime.RemoveSandboxAsync(Uid);

        Assert.Empty(MarkedProcesses.Find(id));
        Assert.Empty(System.IO.Directory.GetDirectories(Path.Combine(home.Directory, "pods")));
        Assert.Null(await runtime.GetPodAsync(Uid));
    }

    [Fact]
    public async Task Exec_RunsInTheContainersEnvironment_AlsoAfterATakeover()
    {
        await using var home = new ProcessHome();
        var first = await home.OpenAsync();
        var id = await StartAsync(first, ["sleep", "1000"], [new("COLOUR", "green")]);
        var before = await first.ExecSyncAsync(id, ["sh", "-c", "echo $COLOUR; exit 4"], Patience);
        await first.DisposeAsync();
        var second = await home.OpenAsync();
        var after = await second.ExecSyncAsync(id, ["sh", "-c", "echo $COLOUR; exit 4"], Patience);

        Assert.Equal(new ExecResult(4, "green\n"), before);
        Assert.Equal(before, after);
    }

    [Fact]
    public async Task ExecThatHangs_IsKilledAtItsTimeout()
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync();
        var id = await StartAsync(runtime, ["sleep", "1000"]);

        await Assert.ThrowsAsync<TimeoutException>(
            async () => await runtime.ExecSyncAsync(id, ["sleep", "2000"], TimeSpan.FromMilliseconds(50)));

        await UntilMarked(id, 1);
    }

    [Fact]
    public async Task Logs_TailSinceTimestampsAndLimit()
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync();
        var id = await StartAsync(runtime, ["sh", "-c", "for i in 1 2 3 4 5; do echo line $i; done"]);
        await EndOf(runtime);

        Assert.Equal("line 4\nline 5\n", await LogOf(runtime, id, new() { TailLines = 2 }));
        Assert.Equal("", await LogOf(runtime, id, new() { TailLines = 0 }));
        Assert.Equal("line 1\nli", await LogOf(runtime, id, new() { LimitBytes = 9 }));
        Assert.Equal("", await LogOf(runtime, id, new() { SinceTime = new(DateTimeOffset.UtcNow.AddMinutes(1)) }));
        Assert.Equal(35, (await LogOf(runtime, id, new() { SinceSeconds = 60 })).Length);
        var stamped = (await LogOf(runtime, id, new() { Timestamps = true, TailLines = 1 })).Split(' ', 2);
        Assert.Equal("line 5\n", stamped[1]);
        var arrived = DateTimeOffset.Parse(stamped[0], CultureInfo.InvariantCulture);
        Assert.InRange(DateTimeOffset.UtcNow - arrived, TimeSpan.Zero, TimeSpan.FromSeconds(30));
    }

    [Theory]
    [InlineData("echo told > $ORCHESTRATOR_TERMINATION_MESSAGE; exit 1", "told\n")]
    [InlineData("echo last words; exit 1", "last words\n")]
    [InlineData("echo all well", null)]
    public async Task TerminationMessage_IsTheProgramsOwnOrTheEndOfItsLog(string script, string? message)
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync();
        await runtime.RunSandboxAsync(new(Uid, "default", "web"));
        var id = await runtime.CreateContainerAsync(
            Uid, new() { Name = "app", Argv = ["sh", "-c", script], MessageFromLog = true });
        await runtime.StartContainerAsync(id);

        Assert.Equal(message, (await EndOf(runtime)).TerminationMessage);
    }

    [Fact]
    public async Task FollowedLog_EndsWithTheContainer()
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync();
        var id = await StartAsync(runtime, ["sh", "-c", "echo first; exec sleep 1000"]);
        await using var stream = await runtime.OpenLogAsync(id, new() { Follow = true });
        using var reader = new StreamReader(stream);
        Assert.Equal("first", await reader.ReadLineAsync().WaitAsync(Patience));

        await runtime.StopContainerAsync(id, Patience);

        await reader.ReadToEndAsync().WaitAsync(Patience);
    }

    [Fact]
    public async Task LogBeyondItsBound_DropsOldestWholeLines()
    {
        await using var home = new ProcessHome();
        var runtime = await home.OpenAsync(logBytesMax: 100_000);
        var id = await StartAsync(
            runtime, ["sh", "-c", "i=0; while [ $i -lt 30000 ]; do i=$((i+1)); echo line $i; done"]);
        await EndOf(runtime);

        var log = await LogOf(runtime, id, new());

        Assert.InRange(log.Length, 50_000, 130_000);
        Assert.StartsWith("line ", log, StringComparison.Ordinal);
        Assert.EndsWith("\nline 30000\n", log, StringComparison.Ordinal);
    }

    private static async Task<string> StartAsync(
        ProcessRuntime runtime, ValueList<string> argv, ValueList<KeyValuePair<string, string>> env = default)
    {
        await runtime.RunSandboxAsync(new(Uid, "default", "web"));
        var id = await runtime.CreateContainerAsync(Uid, new() { Name = "app", Argv = argv, Env = env });
        await runtime.StartContainerAsync(id);
        return id;
    }

    private static async Task<RuntimeContainer> EndOf(ProcessRuntime runtime)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        runtime.OnEvent(e =>
        {
            if (e is ContainerExited)
                ended.TrySetResult();
        });
        if ((await runtime.GetPodAsync(Uid))!.Newest("app")!.State != RuntimeContainerState.Exited)
            await ended.Task.WaitAsync(Patience);
        return (await runtime.GetPodAsync(Uid))!.Newest("app")!;
    }

    private static async Task<string> LogOf(ProcessRuntime runtime, string id, PodLogOptions options)
    {
        await using var stream = await runtime.OpenLogAsync(id, options);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync().WaitAsync(Patience);
    }

    private static async Task LogHas(ProcessRuntime runtime, string id, string line)
    {
        await using var stream = await runtime.OpenLogAsync(id, new() { Follow = true });
        using var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync().WaitAsync(Patience) != line)
        {
        }
    }

    /// <summary>A killed process takes a moment to go, and a forked one to appear.</summary>
    private static async Task UntilMarked(string id, int count)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (MarkedProcesses.Find(id).Count != count)
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    private static unsafe void KillAndReap(int pid)
    {
        _ = Orchestrator.Node.Process.Native.Libc.Kill(pid, 9);
        int status;
        _ = Orchestrator.Node.Process.Native.Libc.WaitPid(pid, &status, 0);
    }
}
