using System.Net;
using System.Net.Sockets;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Joining;

/// <summary>What a join is refused for, each in one line that says what to do.</summary>
public sealed class RefusedJoinTests : IAsyncLifetime
{
    private readonly List<string> _directories = [];
    private OrchestratorProcess _cluster = null!;
    private string _command = "";

    public async Task InitializeAsync()
    {
        _cluster = await OrchestratorProcess.StartAsync("--nodes", "0", "--runtime", "hollow");
        _command = (await Tokens.JoinCommandAsync(_cluster, "abcdef.0123456789abcdef")).Trim();
    }

    public async Task DisposeAsync()
    {
        await _cluster.DisposeAsync();
        foreach (var directory in _directories.Where(Directory.Exists))
            Directory.Delete(directory, recursive: true);
    }

    [Fact]
    public async Task WrongSecret() => await RefusedAsync(
        _command.Replace("0123456789abcdef", "ffffffffffffffff", StringComparison.Ordinal),
        "the token abcdef.… is not this cluster's", "orchestrator token list");

    [Fact]
    public async Task UnknownToken() => await RefusedAsync(
        _command.Replace("abcdef.", "zzzzzz.", StringComparison.Ordinal),
        "knows no token zzzzzz", "orchestrator token create --print-join-command");

    [Fact]
    public async Task ExpiredToken()
    {
        var command = await Tokens.JoinCommandAsync(_cluster, "expire.0123456789abcdef", "--ttl", "1s");
        await Task.Delay(TimeSpan.FromSeconds(1.5));

        await RefusedAsync(command, "expire", "expired", "orchestrator token create --print-join-command");
    }

    [Fact]
    public async Task WrongAuthority()
    {
        var hash = _command.Split("sha256:")[1];
        var wrong = new string('0', 64);

        await RefusedAsync(
            _command.Replace(hash, wrong, StringComparison.Ordinal), $"sha256:{hash}", "--ca-cert-hash");
    }

    [Fact]
    public async Task NobodyThere()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var free = (IPEndPoint)probe.LocalEndpoint;
        probe.Stop();

        await RefusedAsync(
            _command.Replace($"{_cluster.Address.Authority}", $"{free}", StringComparison.Ordinal),
            $"cannot reach https://{free}", "is the cluster up?");
    }

    [Fact]
    public async Task NameThatIsTaken()
    {
        await using var first = await JoinedProcess.StartAsync(
            _command, JoinedProcess.NewDirectory(), "--runtime", "hollow", "--node-name", "taken");

        await RefusedAsync(_command, "a node named taken is in the cluster and is Ready", "--node-name");
    }

    [Fact]
    public async Task DirectoryOfAnotherCluster_OrInUse()
    {
        await using var other = await OrchestratorProcess.StartAsync("--nodes", "0", "--runtime", "hollow");
        await using var node = await JoinedProcess.StartAsync(
            _command, JoinedProcess.NewDirectory(), "--runtime", "hollow", "--node-name", "mine");

        var inUse = await JoinedProcess.TryAsync(_command, node.DataDirectory);
        Assert.Contains($"is in use by process {node.Pid}", inUse.Errors);
        await node.StopAsync();
        var foreign = await JoinedProcess.TryAsync(await Tokens.JoinCommandAsync(other), node.DataDirectory);

        AssertRefused(foreign, "is a node of another cluster", $"orchestrator reset --data {node.DataDirectory}");
        var named = await JoinedProcess.TryAsync(_command, node.DataDirectory, "--node-name", "yours");
        AssertRefused(named, "is the node mine");
        AssertRefused(
            await JoinedProcess.TryAsync(_command, _cluster.DataDirectory), "keeps a cluster of its own", "--data");
    }

    [Fact]
    public async Task NothingToGoBy()
    {
        var result = await JoinedProcess.TryAsync("orchestrator join", NewDirectory());

        AssertRefused(result, "orchestrator token create --print-join-command");
        var reset = await JoinedProcess.ResetAsync(NewDirectory());
        Assert.Equal(1, reset.ExitCode);
        Assert.Contains("nothing has joined a cluster from", reset.Errors);
    }

    [Theory]
    [InlineData("--control-plane")]
    [InlineData("--keep-workloads")]
    public async Task NameThatNoNodeCanHave_AsksTheClusterForNothing(string flag)
    {
        var data = NewDirectory();

        var result = await JoinedProcess.TryAsync(
            _command, data, "--node-name", "Bad_Name", flag, "--journal", "postgres://u@127.0.0.1:1/d");

        AssertRefused(result, "no node can be called 'bad_name': a lowercase RFC 1123 subdomain", "--node-name");
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
        Assert.Equal("", await new Kubectl(_cluster.Kubeconfig).Async("get", "csr", "-o", "name"));
    }

    private async Task RefusedAsync(string command, params string[] words)
    {
        var data = NewDirectory();

        var result = await JoinedProcess.TryAsync(command, data, "--node-name", "taken");

        AssertRefused(result, words);
        Assert.Empty(Directory.EnumerateFileSystemEntries(data));
    }

    private static void AssertRefused(RunResult result, params string[] words)
    {
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.StartsWith("orchestrator join: ", result.Errors);
        Assert.All(words, word => Assert.Contains(word, result.Errors));
        Assert.Single(result.Errors.TrimEnd().Split('\n'));
    }

    private string NewDirectory()
    {
        _directories.Add(JoinedProcess.NewDirectory());
        return _directories[^1];
    }
}
