using Spectre.Console;

namespace Orchestrator.Cli;

/// <summary>Standard output for tables and progress.</summary>
public static class PlainConsole
{
    /// <summary>Wide enough that no line of a file is broken.</summary>
    private const int PlainWidth = 4000;

    /// <summary>Colours are for a terminal: in a file or a pipe they would be noise.</summary>
    public static IAnsiConsole Output()
    {
        if (!Console.IsOutputRedirected)
            return AnsiConsole.Console;
        var plain = AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors });
        plain.Profile.Width = PlainWidth;
        return plain;
    }
}
