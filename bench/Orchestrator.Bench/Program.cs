using System.CommandLine;
using Orchestrator.Bench;
using Orchestrator.Bench.Servers;

var quick = new Option<bool>("--quick") { Description = "One short run of each." };
var runs = new Option<int>("--runs")
{ Description = "How often to run each; medians are written.", DefaultValueFactory = _ => 3 };
var only = new Option<string[]>("--only")
{
    Description =
        "Such as api, watch, start, memory, deployment, schedule, actors, store, nodes, akka, failover, journal.",
    AllowMultipleArgumentsPerToken = true,
};
var server = new Option<string>("--server")
{ Description = "The command to measure.", DefaultValueFactory = _ => "artifacts/orchestrator/orchestrator" };
var output = new Option<string>("--output")
{ Description = "The file to write.", DefaultValueFactory = _ => "docs/figures.md" };
var root = new RootCommand("Measures a whole cluster from outside and writes what it found.")
    { quick, runs, only, server, output };
root.SetAction((parsed, cancellation) => new BenchRun(new BenchOptions
{
    IsQuick = parsed.GetValue(quick),
    Runs = parsed.GetValue(quick) ? 1 : Math.Clamp(parsed.GetValue(runs), 1, 25),
    Only = parsed.GetValue(only) ?? [],
    Server = parsed.GetValue(server)!,
    Output = parsed.GetValue(output)!,
}).RunAsync(cancellation));

var durable = new Option<bool>("--durable") { Description = "What is posted is on disk before the answer." };
var baseline = new Command("baseline", "Serves the baseline: an empty Kestrel that answers 1.1 KiB.") { durable };
baseline.SetAction((parsed, cancellation) => BaselineServer.RunAsync(parsed.GetValue(durable), cancellation));
root.Subcommands.Add(baseline);
return await root.Parse(args).InvokeAsync();
