using System.CommandLine;
using Orchestrator.Actors.Simulated;
using Orchestrator.Simulation;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator simulate --seed N</c>: a whole cluster under faults, in virtual time.</summary>
public static class SimulateCommand
{
    public static Command Create()
    {
        var seed = new Option<ulong>("--seed") { Description = "The first seed.", DefaultValueFactory = _ => 1 };
        var seeds = new Option<int>("--seeds")
        {
            Description = "How many, one after another.",
            DefaultValueFactory = _ => 1,
        };
        var rounds = new Option<int>("--rounds")
        {
            Description = "Rounds of users' actions and faults; another number is another run.",
            DefaultValueFactory = _ => SimulationOptions.Default.Rounds,
        };
        var shape = new Option<SimulationShape>("--shape")
        {
            Description = "Which processes there are; without it the seed decides.",
            DefaultValueFactory = _ => SimulationShape.BySeed,
        };
        var command = new Command("simulate", "Runs whole clusters through faults; the same seed is the same run.")
        {
            seed,
            seeds,
            rounds,
            shape,
        };
        command.SetAction(parsed =>
        {
            var options = SimulationOptions.Default with
            {
                Rounds = parsed.GetValue(rounds),
                Shape = parsed.GetValue(shape),
            };
            return Run(parsed.GetValue(seed), parsed.GetValue(seeds), options);
        });
        return command;
    }

    /// <summary>1 when a seed failed; it says which and why.</summary>
    private static int Run(ulong first, int count, SimulationOptions options)
    {
        var code = 0;
        for (var i = 0; i < count; i++)
        {
            try
            {
                Console.WriteLine(ClusterSimulation.Run(first + (ulong)i, options));
            }
            catch (SimulationException failure)
            {
                Console.Error.WriteLine(failure.Message);
                code = 1;
            }
        }
        return code;
    }
}
