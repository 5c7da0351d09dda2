using System.CommandLine;

namespace Orchestrator.Cli.Commands;

/// <summary>What the command line said itself, defaults aside.</summary>
internal static class Flags
{
    public static bool IsGiven(ParseResult parsed, Option option) => parsed.GetResult(option) is { Implicit: false };
}
