using System.Diagnostics;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>The real kubectl, pointed at one cluster.</summary>
public sealed class Kubectl(string kubeconfig)
{
    public static string? Installed { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':').Select(directory => Path.Combine(directory, "kubectl")).FirstOrDefault(File.Exists);

    /// <summary>Runs kubectl and gives its standard output; an exit code but 0 fails the test.</summary>
    public async Task<string> Async(params string[] arguments)
    {
        var result = await TryAsync(null, arguments);
        Assert.True(result.ExitCode == 0,
            $"kubectl {string.Join(' ', arguments)}\nexit code {result.ExitCode}\n{result.Output}\n{result.Errors}");
        return result.Output;
    }

    /// <summary>As <see cref="Async"/>, with text on standard input.</summary>
    public async Task<string> WithInputAsync(string input, params string[] arguments)
    {
        var result = await TryAsync(input, arguments);
        Assert.True(result.ExitCode == 0,
            $"kubectl {string.Join(' ', arguments)}\nexit code {result.ExitCode}\n{result.Output}\n{result.Errors}");
        return result.Output;
    }

    /// <summary>Runs kubectl and gives whatever came of it.</summary>
    public Task<RunResult> TryAsync(string? input, params string[] arguments)
    {
        var start = new ProcessStartInfo(Installed!, arguments);
        start.Environment["KUBECONFIG"] = kubeconfig;
        // Discovery is cached under the home directory: one per cluster, so that no test reads another's.
        start.Environment["KUBECACHEDIR"] = Path.Combine(Path.GetDirectoryName(kubeconfig)!, "kubectl-cache");
        return Run.AsyncWith(start, input);
    }
}
