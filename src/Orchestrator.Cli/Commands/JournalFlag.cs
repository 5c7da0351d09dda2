using System.CommandLine;
using Orchestrator.Store.Postgres;

namespace Orchestrator.Cli.Commands;

/// <summary><c>--journal</c>, refused where nobody could read it as a database's address.</summary>
internal static class JournalFlag
{
    public static Option<string?> Create(string description)
    {
        var option = new Option<string?>("--journal") { Description = description, HelpName = "URL" };
        option.Validators.Add(result =>
        {
            if (PostgresJournal.WhatIsWrong(result.Tokens[0].Value) is { } wrong)
                result.AddError($"--journal: {wrong}; it takes postgres://USER:PASSWORD@HOST:PORT/DATABASE");
        });
        return option;
    }
}
