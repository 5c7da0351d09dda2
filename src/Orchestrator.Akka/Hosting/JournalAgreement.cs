using Akka.Actor;
using Orchestrator.Akka.Cluster;
using Orchestrator.Akka.Remoting;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Hosting;

/// <summary>A control plane that joins others makes sure that it has their journal, before it writes anything to
/// its own.</summary>
internal static class JournalAgreement
{
    private static readonly TimeSpan LookPeriod = TimeSpan.FromMilliseconds(100), AnswerMax = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(30);

    /// <summary>Waits until an older control plane says which journal it has; the oldest asks nobody.</summary>
    /// <exception cref="JournalException">Theirs is another, nobody says which it is,
    /// or this one's cannot be read.</exception>
    public static async Task CheckAsync(AkkaCluster cluster, MemberJournal journal, CancellationToken cancellation)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (Older(cluster) is { Count: > 0 } older)
        {
            foreach (var (member, told)
                in await Task.WhenAll(older.Select(one => AskAsync(cluster, one, cancellation))))
            {
                if (told is null)
                    continue;
                // After theirs: in the same journal nothing is missing that they had read.
                var (name, own) = await journal.IdentifyAsync(cancellation);
                if (told.WhyNot(own, name, member) is { } why)
                    throw new JournalException(why);
                return;
            }
            if (TimeProvider.System.GetElapsedTime(started) > WaitMax)
                throw new JournalException(
                    $"no control plane of the cluster has said for {WaitMax.TotalSeconds:0} s which journal it has, "
                    + $"{older[0]} among them: look at its log, or stop it and start this one again");
            await Task.Delay(LookPeriod, cancellation);
        }
    }

    /// <summary>Control planes that were there before this one, the oldest first.</summary>
    private static List<string> Older(AkkaCluster cluster) =>
    [
        .. cluster.Members.TakeWhile(member => member.Address != cluster.Address)
            .Where(member => member.State != MemberState.Down && member.HasRole(ClusterRoles.ControlPlane))
            .Select(member => member.Address),
    ];

    private static async Task<(string Member, JournalIdentity? Told)> AskAsync(
        AkkaCluster cluster, string member, CancellationToken cancellation)
    {
        try
        {
            var told = await cluster.Akka.ActorSelection($"{member}/user/{JournalGate.Name}")
                .Ask<IdentityTold>(AskIdentity.Instance, AnswerMax, cancellation);
            return (member,
                told.FirstSeal.Length == 0 ? null : new(told.Name, told.FirstSeal, new(told.Epoch, told.Sequence)));
        }
        catch (AskTimeoutException)
        {
            // It is starting, or gone: asked again.
            return (member, null);
        }
    }
}
