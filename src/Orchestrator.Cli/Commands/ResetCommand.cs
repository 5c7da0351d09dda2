using System.CommandLine;
using Orchestrator.Hosting;
using Orchestrator.Hosting.Joining;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator reset</c>: undoes a join.</summary>
public static class ResetCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "The directory the node joined with.",
            DefaultValueFactory = _ => JoinCommand.DefaultData,
        };
        var force = new Option<bool>("--force") { Description = "Does not ask." };
        var command = new Command(
            "reset", "Undoes a join: ends this node's programs, takes it out of the cluster, removes its certificate.")
        {
            data,
            force,
        };
        command.SetAction((parsed, _) => RunAsync(parsed.GetValue(data)!, parsed.GetValue(force)));
        return command;
    }

    private static async Task<int> RunAsync(string data, bool force)
    {
        if (!force && !IsMeant(data))
            return Fail("nothing was done; --force does it without asking");
        try
        {
            await new NodeReset(Console.WriteLine).RunAsync(data);
            return 0;
        }
        catch (Exception error) when (error is JoinException or DataDirectoryException or IOException
            or UnauthorizedAccessException)
        {
            return Fail(error.Message);
        }
    }

    private static bool IsMeant(string data)
    {
        Console.Error.Write($"End the programs of the node in {Path.GetFullPath(data)} and remove its files? [y/N] ");
        return Console.ReadLine()?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static int Fail(string message)
    {
        Console.Error.WriteLine($"orchestrator reset: {message}");
        return 1;
    }
}
