using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>One running <c>orchestrator up</c> over a data directory; can be killed and started again.</summary>
public sealed partial class OrchestratorProcess : CommandProcess, IAsyncDisposable
{
    private static readonly TimeSpan ReadyMax = TimeSpan.FromSeconds(60);

    private readonly string[] _launcher;

    private OrchestratorProcess(string dataDirectory, string[] launcher)
    {
        DataDirectory = dataDirectory;
        _launcher = launcher;
    }

    public string DataDirectory { get; }

    public string Kubeconfig => Path.Combine(DataDirectory, "admin.kubeconfig");

    /// <summary>Where the API answers, such as <c>https://127.0.0.1:40123</c>.</summary>
    public Uri Address { get; private set; } = new("https://127.0.0.1");

    /// <summary>The start's length as the ready line tells it.</summary>
    public double ReadySeconds =>
        double.Parse(SecondsPattern().Match(ReadyLine).Groups[1].Value, CultureInfo.InvariantCulture);

    public static Task<OrchestratorProcess> StartAsync(params string[] arguments) =>
        StartInAsync(Directory.CreateTempSubdirectory("orchestrator-e2e-").FullName, [], arguments);

    /// <summary>Starts over a directory of the test's choice, by a command such as <c>setpriv</c>. The directory is
    /// gone with it, also where it does not start.</summary>
    public static async Task<OrchestratorProcess> StartInAsync(
        string data, string[] launcher, params string[] arguments)
    {
        var cluster = new OrchestratorProcess(data, launcher);
        try
        {
            await cluster.StartAgainAsync(arguments);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts over the same directory and on the same port, so that a kubeconfig stays good.</summary>
    public async Task StartAgainAsync(params string[] arguments)
    {
        var port = Address.Port == 443 ? 0 : Address.Port;
        string[] command =
            [.. _launcher, Command, "up", "--data", DataDirectory, "--listen", $"127.0.0.1:{port}", .. arguments];
        await RunAsync(command, ReadyMax);
        Address = new Uri(AddressPattern().Match(ReadyLine).Value);
    }

    /// <summary>No actor and no request failed by our own fault: no line of standard error is an error's.</summary>
    public void AssertNothingFailed()
    {
        var errors = Errors;
        Assert.False(ErrorPattern().IsMatch(errors), errors);
    }

    /// <summary>Ends it in order: nothing failed, and nothing was left behind.</summary>
    public async Task AssertStopsAsync()
    {
        var code = await StopAsync();
        Assert.True(code == 0, $"it ended with {code}:\n{Errors}");
        AssertNothingFailed();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await EndAsync();
        }
        finally
        {
            // After a failure, or a stop at once, programs may be left that nobody will take over.
            foreach (var pid in ProcessTable.WithVariablePrefix($"ORCHESTRATOR_TERMINATION_MESSAGE={DataDirectory}/"))
                ProcessTable.Kill(pid);
            Directory.Delete(DataDirectory, recursive: true);
        }
    }

    [GeneratedRegex(@"ready after (\d+\.\d+) s")]
    private static partial Regex SecondsPattern();

    [GeneratedRegex(@"^E \d\d:", RegexOptions.Multiline)]
    private static partial Regex ErrorPattern();

    [GeneratedRegex(@"https://[^\s;]+")]
    private static partial Regex AddressPattern();
}
