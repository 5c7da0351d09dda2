using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Joining;

/// <summary>Tokens are made, shown and removed as kubeadm's are.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private OrchestratorProcess _cluster = null!;

    public async Task InitializeAsync() =>
        _cluster = await OrchestratorProcess.StartAsync("--nodes", "0", "--runtime", "hollow");

    public async Task DisposeAsync() => await _cluster.DisposeAsync();

    [Fact]
    public async Task CreateListDelete()
    {
        await Eventually.Async(() => Assert.Contains(
            $"orchestrator token create --print-join-command --data {_cluster.DataDirectory}", _cluster.Errors));

        var made = await Tokens.Async(_cluster, "create", "abcdef.0123456789abcdef", "--description", "for a test");
        Assert.Equal((0, "abcdef.0123456789abcdef\n"), (made.ExitCode, made.Output));
        var random = (await Tokens.Async(_cluster, "create", "--ttl", "0")).Output.Trim();
        Assert.Matches("^[a-z0-9]{6}\\.[a-z0-9]{16}$", random);

        var list = (await Tokens.Async(_cluster, "list")).Output.Split('\n');
        Assert.Matches("^TOKEN +TTL +EXPIRES +USAGES +DESCRIPTION +EXTRA GROUPS$", list[0]);
        Assert.Contains(list, line => System.Text.RegularExpressions.Regex.IsMatch(line,
            @"^abcdef\.0123456789abcdef +23h +\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ +authentication,signing +for a test +"
            + "system:bootstrappers:kubeadm:default-node-token$"));
        Assert.Contains(list, line => line.StartsWith($"{random}   <forever>   <never>", StringComparison.Ordinal));

        var again = await Tokens.Async(_cluster, "create", "abcdef.ffffffffffffffff");
        Assert.Equal(1, again.ExitCode);
        Assert.Equal("orchestrator token: a token with id \"abcdef\" already exists\n", again.Errors);

        var deleted = await Tokens.Async(_cluster, "delete", "abcdef", random);
        Assert.Equal(
            $"bootstrap token \"abcdef\" deleted\nbootstrap token \"{random[..6]}\" deleted\n", deleted.Output);
        Assert.Empty((await Tokens.Async(_cluster, "list")).Output);
        var gone = await Tokens.Async(_cluster, "delete", "abcdef");
        Assert.Equal((1, "orchestrator token: there is no token with id \"abcdef\"\n"), (gone.ExitCode, gone.Errors));
    }

    [Theory]
    [InlineData("no token", "create", "abc.def")]
    [InlineData("no length of time", "create", "--ttl", "tomorrow")]
    [InlineData("no id", "delete", "abc")]
    public async Task WrongArgument_IsRefused(string what, params string[] arguments)
    {
        var result = await Tokens.Async(_cluster, arguments);

        Assert.True(result.ExitCode == 2, what);
        Assert.Contains(arguments[^1], result.Errors);
        Assert.DoesNotContain("   at ", result.Errors);
    }
}
