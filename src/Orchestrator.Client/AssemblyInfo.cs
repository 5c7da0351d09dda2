using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Orchestrator.Client.Tests")]
