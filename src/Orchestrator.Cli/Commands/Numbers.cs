using System.CommandLine.Parsing;
using System.Globalization;

namespace Orchestrator.Cli.Commands;

/// <summary>Numbers on the command line.</summary>
internal static class Numbers
{
    /// <summary>A parser that says which numbers an option takes.</summary>
    public static Func<ArgumentResult, int> InRange(int min, int max) => result =>
    {
        var text = result.Tokens[0].Value;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= min && number <= max)
            return number;
        var option = (result.Parent as OptionResult)?.Option.Name;
        result.AddError($"{option} takes a number from {min} to {max}, not '{text}'");
        return min;
    };
}
