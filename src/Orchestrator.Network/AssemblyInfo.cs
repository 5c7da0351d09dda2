using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Orchestrator.Network.Tests")]
