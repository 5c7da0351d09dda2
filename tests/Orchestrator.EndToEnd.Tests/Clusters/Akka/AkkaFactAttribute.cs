using Orchestrator.Cli.Cluster;

namespace Orchestrator.EndToEnd.Tests.Clusters.Akka;

/// <summary>A test of a cluster of Akka members; skipped with the reason where Akka.NET was not compiled in.</summary>
public sealed class AkkaFactAttribute : PostgresFactAttribute
{
    public AkkaFactAttribute()
    {
        if (!AkkaBuild.HasAkka)
            Skip ??= "this build has no Akka.NET (see build.sh)";
    }
}
