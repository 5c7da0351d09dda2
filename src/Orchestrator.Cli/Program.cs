using System.CommandLine;
using Orchestrator.Cli.Commands;

var root = new RootCommand("Kubernetes in one process: boots a cluster that kubectl drives.")
{
    UpCommand.Create(),
    EchoCommand.Create(),
    VersionCommand.Create(),
};
// Signals are the commands' own: ending in order takes longer than the library would wait.
return await root.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
