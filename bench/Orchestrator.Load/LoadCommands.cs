using System.CommandLine;
using Orchestrator.Load.Scenarios;

namespace Orchestrator.Load;

/// <summary>The subcommands; each runs one scenario and prints one line of JSON.</summary>
public sealed class LoadCommands
{
    private readonly CommonFlags _flags = new();

    public RootCommand Root()
    {
        var root = new RootCommand("Puts load on any Kubernetes API and prints one line of JSON with what it measured.")
        {
            Create(),
            Command("get", "Reads ConfigMaps by name.", GetScenario.RunAsync),
            List(),
            Command("patch", "Merge patches of ConfigMaps.", PatchScenario.RunAsync),
            Command("delete", "Deletes ConfigMaps one by one.", DeleteScenario.RunAsync),
            Watch(),
            Deployment(),
            Schedule(),
            Command("ready", "Waits until /readyz answers.", ReadyScenario.RunAsync),
        };
        _flags.AddTo(root);
        return root;
    }

    private Command Create()
    {
        var kind = new Argument<string>("kind") { Description = "configmap or pod" };
        kind.AcceptOnlyFromAmong("configmap", "pod");
        return Command("create", "Creates objects.", kind, (options, parsed, ct) =>
            CreateScenario.RunAsync(options, parsed.GetValue(kind)!, ct));
    }

    private Command List()
    {
        var lists = new Option<int>("--lists") { Description = "How many lists.", DefaultValueFactory = _ => 20 };
        var version = new Option<string?>("--resource-version") { Description = "Such as 0; default: the newest." };
        var command = Command("list", "Lists --count Pods.", null, (options, parsed, ct) =>
            ListScenario.RunAsync(
                options, CommonFlags.Within(parsed.GetValue(lists), 1, 10_000, "--lists"),
                parsed.GetValue(version), ct));
        command.Options.Add(lists);
        command.Options.Add(version);
        return command;
    }

    private Command Watch()
    {
        var watchers = new Option<int>("--watchers") { DefaultValueFactory = _ => 100 };
        var rate = new Option<double?>("--rate")
        { Description = "Writes per second; default: as fast as the clients can." };
        var command = Command("watch", "--count writes while others watch.", null, (options, parsed, ct) =>
            WatchScenario.RunAsync(
                options, CommonFlags.Within(parsed.GetValue(watchers), 1, 5000, "--watchers"),
                parsed.GetValue(rate), ct));
        command.Options.Add(watchers);
        command.Options.Add(rate);
        return command;
    }

    private Command Deployment()
    {
        var replicas = new Option<int>("--replicas") { DefaultValueFactory = _ => 500 };
        var command = Command("deployment", "One Deployment until all is Ready.", null, (options, parsed, ct) =>
            DeploymentScenario.RunAsync(
                options, CommonFlags.Within(parsed.GetValue(replicas), 1, 100_000, "--replicas"), ct));
        command.Options.Add(replicas);
        return command;
    }

    private Command Schedule()
    {
        var nodes = new Option<int>("--nodes") { DefaultValueFactory = _ => 1000 };
        var command = Command(
            "schedule", "--count Pods on Nodes that exist as objects only.", null, (options, parsed, ct) =>
            ScheduleScenario.RunAsync(options, CommonFlags.Within(parsed.GetValue(nodes), 1, 10_000, "--nodes"), ct));
        command.Options.Add(nodes);
        return command;
    }

    private Command Command(string name, string text, Func<LoadOptions, CancellationToken, Task<LoadResult>> run) =>
        Command(name, text, null, (options, _, ct) => run(options, ct));

    private Command Command(
        string name, string text, Argument? argument,
        Func<LoadOptions, ParseResult, CancellationToken, Task<LoadResult>> run)
    {
        var command = new Command(name, text);
        if (argument is not null)
            command.Arguments.Add(argument);
        command.SetAction(async (parsed, cancellation) =>
        {
            try
            {
                var options = _flags.Read(parsed);
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
                limit.CancelAfter(options.Limit);
                var result = await run(options, parsed, limit.Token);
                Console.WriteLine(result.ToJson());
                return result.Errors == 0 ? 0 : 1;
            }
            catch (Exception error) when (error is ArgumentException or InvalidDataException or IOException
                or InvalidOperationException or HttpRequestException or OperationCanceledException)
            {
                await Console.Error.WriteLineAsync($"orchestrator-load {name}: {error.Message}");
                return 2;
            }
        });
        return command;
    }
}
