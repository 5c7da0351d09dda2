using System.Diagnostics;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>How a command ended.</summary>
public sealed record RunResult(int ExitCode, string Output, string Errors);

/// <summary>Runs commands to their end.</summary>
public static class Run
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    public static async Task<RunResult> AsyncWith(
        ProcessStartInfo start, string? input = null, TimeSpan? limit = null)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(limit ?? Limit);
        if (input is not null)
            await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(late.Token);
        var errors = process.StandardError.ReadToEndAsync(late.Token);
        try
        {
            await process.WaitForExitAsync(late.Token);
            return new(process.ExitCode, await output, await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} {string.Join(' ', start.ArgumentList)} did not end");
        }
    }

    /// <summary>Runs, and fails on any exit code but 0.</summary>
    public static async Task<string> CheckedAsync(string command, params string[] arguments)
    {
        var result = await AsyncWith(new ProcessStartInfo(command, arguments));
        return result.ExitCode == 0
            ? result.Output
            : throw new InvalidOperationException(
                $"{command} {string.Join(' ', arguments)}: {result.ExitCode}\n{result.Errors}");
    }
}
