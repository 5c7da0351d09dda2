using System.CommandLine.Parsing;

namespace Orchestrator.Cli.Commands;

/// <summary>The names <c>--runtime</c> takes.</summary>
internal static class Runtimes
{
    public static string? Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text is not ("process" or "hollow"))
            result.AddError($"--runtime takes process or hollow, not '{text}'");
        return text;
    }
}
