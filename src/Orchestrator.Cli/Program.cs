using System.CommandLine;
using System.CommandLine.Invocation;
using Orchestrator.Cli.Commands;

var root = new RootCommand("Kubernetes in one process: boots a cluster that kubectl drives.")
{
    UpCommand.Create(),
    JoinCommand.Create(),
    TokenCommand.Create(),
    ResetCommand.Create(),
    ClusterCommand.Create(),
    SimulateCommand.Create(),
    EchoCommand.Create(),
    VersionCommand.Create(),
};
var parsed = root.Parse(args);
// What is wrong gets a line; all the options are shown to who asks, or names no command.
if (parsed.Action is ParseErrorAction wrong)
    wrong.ShowHelp = args.Length == 0;
// Signals are the commands' own: ending in order takes longer than the library would wait.
var code = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
return parsed.Action is ParseErrorAction ? 2 : code;
