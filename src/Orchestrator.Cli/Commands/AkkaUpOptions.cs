using Orchestrator.Hosting;

namespace Orchestrator.Cli.Commands;

/// <summary>What <c>up --akka</c> was told.</summary>
/// <param name="Configuration">The member's file.</param>
/// <param name="Member">The rest; without a data directory if none was named.</param>
internal sealed record AkkaUpOptions(string Configuration, OrchestratorOptions Member)
{
    /// <summary>An option that was given and means nothing to a node alone; null if none was.</summary>
    public string? ForControlPlanes { get; init; }

    /// <summary>A bare name is one of the files beside the command, unless there is one of that name here.</summary>
    public string FindFile()
    {
        if (File.Exists(Configuration) || Path.GetFileName(Configuration) != Configuration)
            return Configuration;
        var shipped = Path.Combine(AppContext.BaseDirectory, "akka", Configuration);
        return File.Exists(shipped) ? shipped : Configuration;
    }
}
