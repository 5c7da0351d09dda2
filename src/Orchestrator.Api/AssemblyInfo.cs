using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Orchestrator.Api.Tests")]
