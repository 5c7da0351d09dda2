using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Leadership;

/// <summary>Base of tests of electors for one Lease: they stand against each other over an API in memory.</summary>
public abstract class ElectorStage
{
    protected ElectorStage(ulong seed)
    {
        Actors = new SimulatedActorSystem(seed);
        Server = new FakeApi(Actors.Time, Actors.Entropy);
    }

    protected SimulatedActorSystem Actors { get; }

    protected FakeApi Server { get; }

    /// <summary>Whose trees run.</summary>
    protected SortedSet<string> Leading { get; } = new(StringComparer.Ordinal);

    /// <summary>Of every leadership, in order.</summary>
    protected List<LeaderToken> Tokens { get; } = [];

    /// <summary>The API under each one's newest token.</summary>
    protected Dictionary<string, IApiClient> Writers { get; } = [];

    /// <summary>Who does not reach the API.</summary>
    protected HashSet<string> Cut { get; } = [];

    protected Lease Lease => Server.Find<Lease>("kube-system", "c")!;

    protected static ConfigMap Map(string name) => new() { Metadata = new() { Namespace = "default", Name = name } };

    /// <param name="name">Of the actor, <c>elector-</c> before it, and the identity unless that is changed.</param>
    /// <param name="change">What differs from the defaults.</param>
    /// <param name="led">What it leads, under its token.</param>
    /// <param name="events">What it says.</param>
    protected IActorRef<LeaderElectorMessage> Stand(
        string name, Func<LeaderElectionOptions, LeaderElectionOptions>? change = null,
        Func<IApiClient, LeaderToken, Led>? led = null, IEventRecorder? events = null)
    {
        var api = new CutClient(Server, () => Cut.Contains(name));
        var options = new LeaderElectionOptions(new("kube-system", "c"), name);
        options = change?.Invoke(options) ?? options;
        return Actors.Spawn("elector-" + name, () => new LeaderElector(api, options, Lead, events));

        IActorRef Lead(IActorContext<LeaderElectorMessage> context, Client.Leadership leadership)
        {
            Tokens.Add(leadership.Token);
            var fenced = Writers[name] = leadership.Attach(api);
            return context.Spawn<object>(
                "led", () => led?.Invoke(fenced, leadership.Token) ?? new Led(Leading, name));
        }
    }

    /// <summary>Says while it runs that it does.</summary>
    protected class Led(SortedSet<string> leading, string name) : Actor<object>
    {
        public override ValueTask OnStartAsync()
        {
            leading.Add(name);
            return default;
        }

        public override ValueTask OnMessageAsync(object message) => default;

        public override ValueTask OnStopAsync()
        {
            leading.Remove(name);
            return default;
        }
    }
}
