using Orchestrator.Cli.Commands;

namespace Orchestrator.Cli.Tests.Commands;

/// <summary><c>up --akka</c>, in builds with Akka.NET and without.</summary>
[Collection(nameof(ConsoleCollection))]
public sealed class UpAkkaTests
{
    [Theory]
    [InlineData("orchestrator.akka.nodes", "--nodes", "2")]
    [InlineData("a cluster of one process", "--demo")]
    [InlineData("the members' age decides", "--leader-elect")]
    public async Task OptionThatMeansNothing_IsRefused_WithWhatDoes(string why, params string[] option)
    {
        var (code, said) = await RunAsync(["--akka", "worker.conf", .. option]);

        Assert.Equal(2, code);
        Assert.Contains($"{option[0]} does not go with --akka", said);
        Assert.Contains(why, said);
    }

    [Fact]
    public async Task FileThatIsNotThere_IsNamed()
    {
        var (code, said) = await RunAsync(["--akka", "/nowhere/member.conf"]);

        Assert.Equal(1, code);
        Assert.Contains("/nowhere/member.conf", said);
    }

    private static async Task<(int Code, string Said)> RunAsync(string[] arguments)
    {
        var error = Console.Error;
        using var said = new StringWriter();
        Console.SetError(said);
        try
        {
            return (await UpCommand.Create().Parse(arguments).InvokeAsync(), said.ToString());
        }
        finally
        {
            Console.SetError(error);
        }
    }
}
