using System.Diagnostics;
using System.Globalization;
using System.Text;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>A process <c>orchestrator up --akka worker.conf</c> with TLS, which may or may not get into the
/// cluster.</summary>
internal sealed class TlsMember : IAsyncDisposable
{
    private readonly string _data = Directory.CreateTempSubdirectory("orchestrator-e2e-akka-").FullName;
    private readonly StringBuilder _errors = new();
    private readonly Process _process;

    private TlsMember(IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo(
            OrchestratorProcess.Command, ["up", "--akka", "worker.conf", "--data", _data, "--runtime", "hollow"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) =>
        {
            lock (_errors)
                _errors.AppendLine(line.Data);
        };
        _process.BeginErrorReadLine();
        Ready = _process.StandardOutput.ReadLineAsync();
    }

    /// <summary>Its ready line; null if it ended before.</summary>
    public Task<string?> Ready { get; }

    public string Errors
    {
        get
        {
            lock (_errors)
                return _errors.ToString();
        }
    }

    /// <param name="node">The Node it runs.</param>
    /// <param name="seed">The port of the control plane it joins by.</param>
    /// <param name="certificate">Its own.</param>
    /// <param name="trusted">Certificates of the authorities it trusts.</param>
    public static TlsMember Start(string node, int seed, string certificate, string trusted) => new(
        new Dictionary<string, string>(Environment(certificate, trusted))
        {
            ["ORCHESTRATOR_AKKA_PORT"] = "0",
            ["ORCHESTRATOR_AKKA_SEEDS"] = $"127.0.0.1:{seed.ToString(CultureInfo.InvariantCulture)}",
            ["ORCHESTRATOR_AKKA_NODE"] = node,
        });

    /// <summary>What every member with TLS is told.</summary>
    public static IReadOnlyDictionary<string, string> Environment(string certificate, string trusted) =>
        new Dictionary<string, string>
        {
            ["ORCHESTRATOR_AKKA_TLS"] = "on",
            ["ORCHESTRATOR_AKKA_TLS_CERTIFICATE"] = certificate,
            ["ORCHESTRATOR_AKKA_TLS_PASSWORD"] = Authority.Password,
            ["SSL_CERT_FILE"] = trusted,
        };

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_data, recursive: true);
    }
}
