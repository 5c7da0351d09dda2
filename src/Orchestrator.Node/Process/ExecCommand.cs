using System.Text;
using Orchestrator.Node.Process.Native;

namespace Orchestrator.Node.Process;

/// <summary>Runs one command in a container's surroundings: its environment, mark and working directory.</summary>
internal static class ExecCommand
{
    private const int OutputMax = 10 * 1024;
    private static long _number;

    public static async ValueTask<ExecResult> RunAsync(
        ProcessContainer container, ValueList<string> command, TimeSpan timeout, ProcessMonitor monitor,
        TimeProvider time, CancellationToken cancellation)
    {
        var record = container.Record;
        var env = container.Env ?? ReadEnvironment(record);
        var program = HostEnvironment.FindProgram(command[0], env, record.WorkingDir);
        if (program is null)
            return new(127, $"{command[0]}: executable file not found in $PATH");
        var output = $"{container.RecordPath}.exec{Interlocked.Increment(ref _number)}";
        try
        {
            var exited = new TaskCompletionSource<int?>(TaskCreationOptions.RunContinuationsAsynchronously);
            var pid = await Task.Run(
                () => Spawner.Start(new(program, command, env, record.WorkingDir, output)), cancellation);
            monitor.WatchExit(pid, code => exited.TrySetResult(code));
            try
            {
                var code = await exited.Task.WaitAsync(timeout, time, cancellation);
                return new(code ?? 137, ReadOutput(output));
            }
            catch (Exception)
            {
                _ = Libc.Kill(-pid, Libc.SigKill);
                throw;
            }
        }
        catch (SpawnException error)
        {
            return new(126, $"{command[0]}: {error.Message}");
        }
        finally
        {
            File.Delete(output);
        }
    }

    /// <summary>After a restart the process itself is asked, so that no environment with secrets needs to lie on
    /// disk.</summary>
    private static string[] ReadEnvironment(ContainerRecord record) =>
        record.Process is { } process && process.IsRunning()
            ? Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{process.Pid}/environ"))
                .Split('\0', StringSplitOptions.RemoveEmptyEntries)
            : throw new RuntimeException("ContainerNotRunning", $"container {record.Name} is not running");

    private static string ReadOutput(string path)
    {
        using var file = File.OpenRead(path);
        var content = new byte[OutputMax];
        var read = file.ReadAtLeast(content, content.Length, throwOnEndOfStream: false);
        return Encoding.UTF8.GetString(content, 0, read);
    }
}
