using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Errors;
using Orchestrator.Cli.Tokens;
using Orchestrator.Client;
using Orchestrator.Client.Http;
using Orchestrator.Client.Http.Kubeconfigs;

namespace Orchestrator.Cli.Commands;

/// <summary><c>orchestrator token create|list|delete</c>: what nodes join with; as kubeadm's.</summary>
public static class TokenCommand
{
    private static readonly ClusterAccess Access = new();

    public static Command Create()
    {
        var command = new Command("token", "Makes, shows and removes the tokens that nodes join with.")
        {
            New(),
            List(),
            Delete(),
        };
        return command;
    }

    private static Command New()
    {
        var token = new Argument<BootstrapToken?>("token")
        {
            Description = "The token itself, abcdef.0123456789abcdef; by default a random one.",
            Arity = ArgumentArity.ZeroOrOne,
            CustomParser = ParseToken,
        };
        var ttl = GoDuration.Option(
            "--ttl", "How long it can be used, such as 1s, 2m, 3h; 0 is for ever.", TimeSpan.FromHours(24),
            "a length of time such as 24h or 1h30m, or 0");
        var description = new Option<string>("--description")
        {
            Description = "What it is for, in words.",
            DefaultValueFactory = _ => "",
        };
        var print = new Option<bool>("--print-join-command")
        {
            Description = "Prints the whole command that a new node runs, instead of the token alone.",
        };
        var command = new Command("create", "Makes a token.") { token, ttl, description, print };
        Access.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed, async (api, options) =>
        {
            var made = parsed.GetValue(token) ?? TokenStore.Random();
            var life = parsed.GetValue(ttl).Time;
            var store = new TokenStore(api);
            await store.CreateAsync(new BootstrapTokenSecret
            {
                Token = made,
                Expiration = life == TimeSpan.Zero ? "" : Rfc3339(DateTimeOffset.UtcNow + life),
                Description = parsed.GetValue(description)!,
                MayAuthenticate = true,
                MaySign = true,
                ExtraGroups = BootstrapTokenSecret.NodeGroup,
            });
            Console.WriteLine(parsed.GetValue(print)
                ? TokenStore.JoinCommand(await store.ServerAsync(options.Server), options.Authorities ?? [], made)
                : made.ToString());
        }));
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Shows the tokens.");
        Access.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed, async (api, _) =>
            Console.Write(TokenTable.Text(await new TokenStore(api).ListAsync(), DateTimeOffset.UtcNow))));
        return command;
    }

    private static Command Delete()
    {
        var ids = new Argument<string[]>("id")
        {
            Description = "The six characters before the dot, or the whole token.",
            Arity = ArgumentArity.OneOrMore,
            CustomParser = ParseIds,
        };
        var command = new Command("delete", "Removes tokens; what joined with them stays.") { ids };
        Access.AddTo(command);
        command.SetAction((parsed, _) => RunAsync(parsed, async (api, _) =>
        {
            foreach (var id in parsed.GetValue(ids)!)
            {
                await new TokenStore(api).DeleteAsync(id);
                Console.WriteLine($"bootstrap token \"{id}\" deleted");
            }
        }));
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, Func<IApiClient, HttpApiClientOptions, Task> run)
    {
        try
        {
            var options = Access.Open(parsed) with { RequestTimeout = TimeSpan.FromSeconds(20) };
            using var api = new HttpApiClient(options);
            await run(api, options);
            return 0;
        }
        catch (Exception error) when (error is TokenException or StatusException or ApiUnreachableException
            or IOException or UnauthorizedAccessException or KubeconfigException)
        {
            await Console.Error.WriteLineAsync($"orchestrator token: {error.Message}");
            return 1;
        }
    }

    private static string Rfc3339(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static BootstrapToken? ParseToken(ArgumentResult result)
    {
        if (result.Tokens is not [{ Value: var text }])
            return null;
        var token = BootstrapToken.Parse(text);
        if (token is null)
            result.AddError($"the bootstrap token \"{text}\" is not of the form {BootstrapToken.Pattern}");
        return token;
    }

    private static string[] ParseIds(ArgumentResult result)
    {
        var ids = new List<string>();
        foreach (var given in result.Tokens)
        {
            var id = BootstrapToken.Parse(given.Value)?.Id ?? given.Value;
            if (id.Length != BootstrapToken.IdLength)
                result.AddError($"'{given.Value}' is neither a token nor a token's id, which has six characters");
            ids.Add(id);
        }
        return [.. ids];
    }
}
