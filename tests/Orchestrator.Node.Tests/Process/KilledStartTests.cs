using System.Diagnostics;
using Orchestrator.Node.Process;
using Orchestrator.Node.Process.Native;
using Orchestrator.Testing;

namespace Orchestrator.Node.Tests.Process;

/// <summary>The runtime is killed at every step of a program's start; the next one must neither lose the program, nor
/// run it twice, nor call it a restart when nothing ran.</summary>
public sealed class KilledStartTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly ProcessHome _home = new();
    private readonly string _sleep = ProcessTable.UniqueSleep();
    private System.Diagnostics.Process? _killed;
    private int _child;

    private string Pods => Path.Combine(_home.Directory, "pods");

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _killed?.Kill();
        _killed?.Dispose();
        if (_child != 0)
            _ = Libc.Kill(_child, Libc.SigKill);
        foreach (var pid in ProcessTable.WithArgument(_sleep))
            _ = Libc.Kill(pid, Libc.SigKill);
        await _home.DisposeAsync();
    }

    [Theory]
    [InlineData("made, not to be started yet", nameof(StartStep.Created))]
    [InlineData("noted as starting, not started", nameof(StartStep.Noted))]
    public async Task KilledBeforeTheFork_NothingRan_AndTheSameAttemptIsStarted(string when, string step)
    {
        await StopAtAsync(step);
        await KillAsync();

        var runtime = await _home.OpenAsync();

        Assert.True((await runtime.GetPodAsync(StartProgram.Uid))!.Containers.Count == 0, when);
        await StartAgainAsync(runtime);
    }

    [Theory]
    [InlineData("started, nobody has noted which process", nameof(StartStep.Spawned))]
    [InlineData("started and noted", nameof(StartStep.Recorded))]
    public async Task KilledAfterTheFork_TheVeryProgramIsTakenOver(string when, string step)
    {
        await StopAtAsync(step);
        var pid = await OnlyPidAsync();
        await KillAsync();

        var runtime = await _home.OpenAsync();

        var container = (await runtime.GetPodAsync(StartProgram.Uid))!.Newest("app");
        Assert.True(container is { State: RuntimeContainerState.Running, Attempt: 0 }, when);
        Assert.Equal(pid, await OnlyPidAsync());
        await runtime.StopContainerAsync(container!.Id, TimeSpan.Zero);
        Assert.Empty(ProcessTable.WithArgument(_sleep));
    }

    [Fact]
    public async Task KilledInsideTheFork_TheNextRuntimeWaitsForTheChildToBecomeItself_AndTakesItOver()
    {
        var pipe = await StopAtAsync(StartProgram.Begun);
        var child = await ChildAsync();
        await KillAsync();

        var opening = _home.OpenAsync();
        // The child is not a program yet: nothing can be said of it, and whoever wants to has to wait.
        await Assert.ThrowsAsync<IOException>(() => StartsLock.TakeAsync(Pods, TimeSpan.FromMilliseconds(50)));
        Assert.False(opening.IsCompleted);
        using (System.Diagnostics.Process.Start("cat", pipe))
        {
            var runtime = await opening.WaitAsync(Patience);

            var container = (await runtime.GetPodAsync(StartProgram.Uid))!.Newest("app");
            Assert.True(container is { State: RuntimeContainerState.Running, Attempt: 0 });
            Assert.Equal(child, await OnlyPidAsync());
        }
    }

    [Fact]
    public async Task ChildKilledInsideTheForkToo_NothingRan_AndTheSameAttemptIsStarted()
    {
        await StopAtAsync(StartProgram.Forked);
        var child = await ChildAsync();
        await KillAsync();
        _ = Libc.Kill(child, Libc.SigKill);

        var runtime = await _home.OpenAsync();

        Assert.Empty((await runtime.GetPodAsync(StartProgram.Uid))!.Containers);
        await StartAgainAsync(runtime);
    }

    [Fact]
    public async Task ProgramRanAndEndedUnnoted_Is137ContainerStatusUnknown()
    {
        await StopAtAsync(nameof(StartStep.Spawned), script: $"echo ran; exit 0 # {_sleep}");
        var log = Directory.GetFiles(Pods, "0.log", SearchOption.AllDirectories).Single();
        await UntilAsync(() => File.ReadAllText(log) == "ran\n" && ProcessTable.WithArgument(_sleep).Count <= 1);
        await KillAsync();

        var container = (await (await _home.OpenAsync()).GetPodAsync(StartProgram.Uid))!.Newest("app")!;

        Assert.Equal(
            (RuntimeContainerState.Exited, 137, "ContainerStatusUnknown"),
            (container.State, container.ExitCode, container.Reason));
    }

    [Fact]
    public async Task NotedBeforeAReboot_ProvesNothing_AndIs137()
    {
        await StopAtAsync(nameof(StartStep.Noted));
        await KillAsync();
        var record = Directory.GetFiles(Pods, "0.json", SearchOption.AllDirectories).Single();
        var known = RecordFile.Read(record, RecordJson.Default.ContainerRecord)!;
        RecordFile.Write(record, known with { StartingBootId = "another" }, RecordJson.Default.ContainerRecord);

        var container = (await (await _home.OpenAsync()).GetPodAsync(StartProgram.Uid))!.Newest("app")!;

        Assert.Equal((137, "ContainerStatusUnknown"), (container.ExitCode, container.Reason));
    }

    [Fact]
    public async Task DirectoryOfALivingRuntime_IsRefused()
    {
        await StopAtAsync(nameof(StartStep.Recorded));

        var refused = await Assert.ThrowsAsync<IOException>(
            () => _home.OpenAsync(patience: TimeSpan.FromMilliseconds(50)));

        Assert.Contains(Pods, refused.Message, StringComparison.Ordinal);
        Assert.Contains("in use", refused.Message, StringComparison.Ordinal);
        await KillAsync();
    }

    /// <summary>Runs the program until it stands at the step; what it says there.</summary>
    private async Task<string> StopAtAsync(string step, string? script = null)
    {
        var start = new ProcessStartInfo(
            Environment.ProcessPath!, // the dotnet host that runs this very test
            [typeof(StartProgram).Assembly.Location, Pods, step, script ?? $"exec sleep {_sleep}"])
        {
            RedirectStandardOutput = true,
        };
        _killed = System.Diagnostics.Process.Start(start)!;
        return await _killed.StandardOutput.ReadLineAsync().WaitAsync(Patience)
            ?? throw new InvalidOperationException("the program ended before it was at " + step);
    }

    private async Task KillAsync()
    {
        _killed!.Kill(entireProcessTree: false);
        await _killed.WaitForExitAsync().WaitAsync(Patience);
        _killed.Dispose();
        _killed = null;
    }

    private async Task StartAgainAsync(ProcessRuntime runtime)
    {
        var id = await runtime.CreateContainerAsync(
            StartProgram.Uid, new() { Name = "app", Attempt = 0, Argv = ["sh", "-c", $"exec sleep {_sleep}"] });
        await runtime.StartContainerAsync(id);
        await OnlyPidAsync();
        await runtime.StopContainerAsync(id, TimeSpan.Zero);
        Assert.Empty(ProcessTable.WithArgument(_sleep));
    }

    /// <summary>The one program, once its shell has become it.</summary>
    private async Task<int> OnlyPidAsync()
    {
        await UntilAsync(() => ProcessTable.WithArgument(_sleep).Count == 1);
        return ProcessTable.WithArgument(_sleep)[0];
    }

    /// <summary>The forked child, which still looks like its parent.</summary>
    private async Task<int> ChildAsync()
    {
        await UntilAsync(() => (_child = MarkedProcesses.All().FirstOrDefault(IsChild)) != 0);
        return _child;

        bool IsChild(int pid) =>
            ProcessStat.Read(pid) is { } stat && stat.Session == pid && stat.Parent == _killed!.Id;
    }

    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!condition())
        {
            patience.Token.ThrowIfCancellationRequested();
            await Task.Delay(1);
        }
    }
}
