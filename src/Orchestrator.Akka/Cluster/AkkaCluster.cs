using System.Collections.Immutable;
using Akka.Actor;
using Akka.Actor.Setup;
using Akka.Cluster.Tools.Singleton;
using Orchestrator.Actors;
using Orchestrator.Akka.Driver;
using Orchestrator.Akka.Journal;
using Orchestrator.Akka.Remoting;
using Orchestrator.Client;
using Orchestrator.Hosting.Clusters;
using AkkaMembership = Akka.Cluster.Cluster;

namespace Orchestrator.Akka.Cluster;

/// <summary>A member of an Akka.Cluster: an ActorSystem of its own, with the kernel's trees in it.</summary>
/// <remarks>Who is out <see cref="Downing.DowningPlan"/> decides (config/akka/cluster.conf); a member that is downed,
/// or that another one has quarantined, stops its trees and ends, and joins again only as a new one.</remarks>
public sealed class AkkaCluster : ICluster
{
    /// <summary>Every member's ActorSystem has this name: it is part of their addresses.</summary>
    public const string SystemName = "orchestrator";

    private readonly AkkaMembership _cluster;
    private readonly Electors _electors;
    private readonly PlacedTrees _placed = new();
    private readonly TaskCompletionSource _up = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ImmutableArray<ClusterMember> _members = [];
    private ClusterMember? _self;

    private AkkaCluster(ActorSystem akka, AkkaActorSystemOptions options, Candidacy? candidacy)
    {
        Akka = akka;
        Actors = new AkkaActorSystem(akka, options);
        _electors = new Electors(
            Actors, candidacy ?? new Candidacy(Candidacy.IdentityOf(null, Actors.Entropy)));
        _cluster = AkkaMembership.Get(akka);
        akka.ActorOf(Props.CreateBy(new Produced<MembershipActor>(() => new MembershipActor(this))), "membership");
    }

    public event Action<ClusterMember>? Changed;

    public ActorSystem Akka { get; }

    /// <summary>Where the kernel's trees run.</summary>
    public AkkaActorSystem Actors { get; }

    public string Address => _cluster.SelfAddress.ToString();

    public ClusterMember Self => Volatile.Read(ref _self) ?? MembershipActor.Describe(_cluster.SelfMember, false);

    public ImmutableArray<ClusterMember> Members => _members;

    /// <summary>The oldest with the role, which is where ClusterSingletonManager runs its singletons.</summary>
    public ClusterMember? ControlPlane
    {
        get
        {
            foreach (var member in _members)
            {
                if (member.HasRole(ClusterRoles.ControlPlane) && member.State != MemberState.Joining)
                    return member;
            }
            return null;
        }
    }

    public Task Ended => Akka.WhenTerminated;

    /// <summary>Starts a member; it joins the seeds that the configuration names, as soon as one answers.</summary>
    /// <param name="configuration">The member's; its roles say what it can run.</param>
    /// <param name="options">For the kernel's trees.</param>
    /// <param name="candidacy">Who it is as the holder of Leases, and by what times it renews them; null: named by
    /// its machine, with Kubernetes' times.</param>
    /// <param name="setups">What the ActorSystem is given besides, such as the journal's database.</param>
    public static AkkaCluster Start(
        AkkaConfiguration configuration, AkkaActorSystemOptions? options = null, Candidacy? candidacy = null,
        params Setup[] setups)
    {
        // Here, where none can be forgotten: a message without its serializer would be noticed by the other side alone.
        // The singletons' too: a member that is back under its old address hears of handovers before it has any.
        var config = configuration.ToAkka().WithFallback(RemoteApiConfig.Hocon).WithFallback(AkkaJournalConfig.Hocon)
            .WithFallback(ClusterSingletonManager.DefaultConfig());
        var setup = ActorSystemSetup.Create([BootstrapSetup.Create().WithConfig(config), .. setups]);
        return new AkkaCluster(
            ActorSystem.Create(SystemName, setup), options ?? new AkkaActorSystemOptions(), candidacy);
    }

    /// <summary>Joins by way of these members, tried until one answers; an own address first founds a
    /// cluster.</summary>
    public Task JoinAsync(IEnumerable<string> addresses, CancellationToken cancellation = default)
    {
        _cluster.JoinSeedNodes(addresses.Select(global::Akka.Actor.Address.Parse));
        return UpAsync(cancellation);
    }

    /// <summary>Completes when the others have taken this member in; fails when it ended before.</summary>
    public async Task UpAsync(CancellationToken cancellation = default)
    {
        await Task.WhenAny(_up.Task, Ended).WaitAsync(cancellation);
        if (!_up.Task.IsCompleted)
            throw new InvalidOperationException($"{Address} ended before it was a member");
    }

    /// <inheritdoc/>
    /// <remarks>Runs on the oldest with the role, which takes the Lease at once, whoever holds it: Akka decides where,
    /// the Lease's token refuses what an old one still writes. Stopping it gives the Lease up before the next member
    /// begins.</remarks>
    public void RunSingleton<TMessage>(Singleton singleton, Func<IApiClient, Actor<TMessage>> tree)
    {
        CheckRole(singleton.Role);
        RunSingleton(singleton.Name, singleton.Role, _electors.Around(singleton, tree, takesOver: true));
    }

    /// <summary>Runs a tree that nothing fences: two members can both run it for a moment.</summary>
    /// <exception cref="ArgumentException">This member does not have the role.</exception>
    /// <param name="servesOthers">Where nobody is left to hand over to, it is stopped after the others that run here:
    /// what they write at their end needs it.</param>
    public void RunSingleton<TMessage>(
        string name, string role, Func<Actor<TMessage>> tree, bool servesOthers = false)
    {
        CheckRole(role);
        var props = Props.CreateBy(new Produced<SingletonTree>(() => new SingletonTree(
            () => Actors.IsStopping ? null : Actors.RefOf(Actors.Spawn(name, tree)), name, _placed,
            () => servesOthers && IsLast(role) ? _placed.OthersEnded(name) : Task.CompletedTask)));
        var settings = ClusterSingletonManagerSettings.Create(Akka).WithSingletonName("tree").WithRole(role);
        Akka.ActorOf(ClusterSingletonManager.Props(props, StopActor.Instance, settings), $"singleton-{name}");
    }

    public Task LeaveAsync() => LeaveAsync(CoordinatedShutdown.ClusterLeavingReason.Instance);

    /// <summary>The same for a reason of our own, unless it is ending for another one.</summary>
    internal async Task LeaveAsync(CoordinatedShutdown.Reason reason)
    {
        await CoordinatedShutdown.Get(Akka).Run(reason);
        await Ended;
    }

    /// <summary>Leaves unless that has happened, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        await Actors.DisposeAsync();
        _electors.Dispose();
    }

    /// <summary>Nobody else is there to run what this member leaves.</summary>
    private bool IsLast(string role)
    {
        foreach (var member in _members)
        {
            if (member.Address != Address && member.HasRole(role)
                && member.State is MemberState.Up or MemberState.Joining)
            {
                return false;
            }
        }
        return true;
    }

    private void CheckRole(string role)
    {
        if (!_cluster.SelfRoles.Contains(role))
            throw new ArgumentException($"this member does not have the role {role}", nameof(role));
    }

    /// <summary>From the membership actor alone.</summary>
    internal void Publish(ImmutableArray<ClusterMember> members, ClusterMember changed)
    {
        ImmutableInterlocked.InterlockedExchange(ref _members, members);
        if (changed.Address == Address && changed.Incarnation == _cluster.SelfUniqueAddress.Uid)
        {
            Volatile.Write(ref _self, changed);
            if (changed.State == MemberState.Up)
                _up.TrySetResult();
        }
        Changed?.Invoke(changed);
    }
}
