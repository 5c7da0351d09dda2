namespace Orchestrator.Cli.Tests.Commands;

/// <summary>Tests that take the console from the others.</summary>
[CollectionDefinition(nameof(ConsoleCollection), DisableParallelization = true)]
public sealed class ConsoleCollection;
