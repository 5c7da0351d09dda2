using Orchestrator.Cli.Akka;

namespace Orchestrator.Cli.Cluster;

/// <summary>Whether this program was built where Akka.NET's packages restore.</summary>
public static class AkkaBuild
{
    /// <exception cref="ClusterException">It was not.</exception>
    public static void Demand()
    {
        if (!AkkaMember.IsBuilt)
        {
            throw new ClusterException(
                "--akka needs a build with Akka.NET, and this one has none: its packages did not restore (build.sh "
                + "says more); without --akka the members join over HTTPS");
        }
    }
}
