using Akka.Actor;
using Akka.Remote;
using Akka.Remote.Transport;
using Orchestrator.Akka.Cluster;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Bench.Akka.Failover;

/// <summary>Control planes of one cluster in this process, under config/akka, each ready to run one probe
/// tree.</summary>
public sealed class Members : IAsyncDisposable
{
    private const string Configuration = "config/akka/control-plane.conf";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly List<AkkaCluster> _members = [];

    private Members()
    {
    }

    public Holding Holding { get; } = new();

    public IReadOnlyList<AkkaCluster> All => _members;

    public static async Task<Members> StartAsync(int count, string hocon)
    {
        Environment.SetEnvironmentVariable("ORCHESTRATOR_AKKA_SEEDS", "127.0.0.1:1");
        var configuration = AkkaConfiguration.Load(Configuration).With($$"""
            {{hocon}}
            orchestrator.akka.seeds = ""
            akka { loglevel = OFF, stdout-loglevel = OFF }
            akka.remote.dot-netty.tcp { port = 0, applied-adapters = ["trttl"] }
            """);
        var members = new Members();
        for (var i = 0; i < count; i++)
        {
            var member = AkkaCluster.Start(configuration);
            members._members.Add(member);
            await member.JoinAsync([members._members[0].Address]).WaitAsync(Patience);
            member.RunSingleton(
                "probe", ClusterRoles.ControlPlane, () => new ProbeTree(members.Holding, member.Address));
        }
        await UntilAsync(() => members._members.All(
            member => member.Members.Count(one => one.State == MemberState.Up) == count));
        await UntilAsync(() => members.Holding.Began(members._members[0].Address) is not null);
        return members;
    }

    /// <summary>Ends without a word to the others.</summary>
    public static void Kill(AkkaCluster member) => ((ExtendedActorSystem)member.Akka).Abort();

    /// <summary>From now on nothing that either side sends arrives.</summary>
    public static async Task CutAsync(AkkaCluster one, IEnumerable<AkkaCluster> others)
    {
        foreach (var other in others)
        {
            foreach (var (at, peer) in new[] { (one, other), (other, one) })
            {
                var transport = ((IRemoteActorRefProvider)((ExtendedActorSystem)at.Akka).Provider).Transport;
                await transport.ManagementCommand(new SetThrottle(
                    Address.Parse(peer.Address), ThrottleTransportAdapter.Direction.Both, Blackhole.Instance));
            }
        }
    }

    public static async Task UntilAsync(Func<bool> condition)
    {
        var deadline = DateTime.UtcNow + Patience;
        while (!condition())
        {
            if (DateTime.UtcNow > deadline)
                throw new TimeoutException("the members did not come to what was awaited");
            await Task.Delay(5);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in _members)
            Kill(member);
        foreach (var member in _members)
            await member.Ended.WaitAsync(Patience);
    }
}
