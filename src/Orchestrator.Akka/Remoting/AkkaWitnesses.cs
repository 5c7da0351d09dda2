using Akka.Actor;
using Orchestrator.Akka.Cluster;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Remoting;

/// <summary>Asks the <see cref="JournalGate"/>s of the other control planes.</summary>
internal sealed class AkkaWitnesses(AkkaCluster cluster) : IJournalWitnesses
{
    private static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(1);

    /// <remarks>ClusterSingletonManager's rule: the oldest.</remarks>
    public bool IsPlacedHere => cluster.ControlPlane is { State: MemberState.Up } oldest
        && oldest.Address == cluster.Address && oldest.Incarnation == cluster.Self.Incarnation;

    public async ValueTask<IReadOnlyList<JournalWitness>> AskAsync(CancellationToken cancellation)
    {
        var others = cluster.Members.Where(member => member.Address != cluster.Address
            && member.State == MemberState.Up && member.HasRole(ClusterRoles.ControlPlane));
        var told = await Task.WhenAll(others.Select(other => AskAsync(other.Address, cancellation)));
        return [.. told.OfType<JournalWitness>()];
    }

    private async Task<JournalWitness?> AskAsync(string member, CancellationToken cancellation)
    {
        try
        {
            var told = await cluster.Akka.ActorSelection($"{member}/user/{JournalGate.Name}")
                .Ask<HearingTold>(AskHearing.Instance, AnswerMax, cancellation);
            return new(
                member, TimeSpan.FromMilliseconds(told.SilenceMs), TimeSpan.FromMilliseconds(told.SteadyMs));
        }
        catch (AskTimeoutException)
        {
            // It is starting, or busy, or gone: no witness.
            return null;
        }
    }
}
