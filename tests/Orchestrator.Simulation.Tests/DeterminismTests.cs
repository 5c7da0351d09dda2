using System.Diagnostics;
using System.Globalization;

namespace Orchestrator.Simulation.Tests;

/// <summary>Same seed, same run, in this process and in another.</summary>
public class DeterminismTests
{
    private const string HashFile = "ORCHESTRATOR_TRACE_HASH_FILE";

    [Theory]
    [InlineData(3)]
    [InlineData(17)]
    [InlineData(92)]
    public void SameSeed_SameTrace(ulong seed)
    {
        var first = ClusterSimulation.Run(seed);

        Assert.Equal(first, ClusterSimulation.Run(seed));
        Assert.NotEqual(first.TraceHash, ClusterSimulation.Run(seed + 1).TraceHash);
    }

    /// <summary>String hashes, reference hashes and addresses differ between processes; a run must not depend on
    /// them.</summary>
    [Fact]
    public void SameSeed_InAnotherProcess_SameTrace()
    {
        if (Environment.GetEnvironmentVariable(HashFile) is { Length: > 0 } file)
        {
            File.WriteAllText(file, Hashes());
            return;
        }
        var path = Path.GetTempFileName();
        try
        {
            RunInAnotherProcess(path);
            Assert.Equal(Hashes(), File.ReadAllText(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    // One of each shape.
    private static string Hashes() => string.Join(
        ' ', new ulong[] { 3, 5, 17, 51 }.Select(
            seed => ClusterSimulation.Run(seed).TraceHash.ToString("x16", CultureInfo.InvariantCulture)));

    private static void RunInAnotherProcess(string path)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "vstest",
                typeof(DeterminismTests).Assembly.Location,
                $"--TestCaseFilter:FullyQualifiedName~{nameof(SameSeed_InAnotherProcess_SameTrace)}",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { [HashFile] = path },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, output + errors.Result);
    }
}
