using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Orchestrator.Controllers.Tests")]
