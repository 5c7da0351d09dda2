using Akka.Actor.Setup;

namespace Orchestrator.Akka.Cluster.Downing;

/// <summary>Where <see cref="ControlPlaneDowning"/> finds a control plane's arbiter.</summary>
internal sealed class ArbiterSetup(Arbiter arbiter) : Setup
{
    public Arbiter Arbiter => arbiter;
}
