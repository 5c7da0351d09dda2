using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Leadership;

public class LeaderElectorTests
{
    private readonly SimulatedActorSystem _system;
    private readonly FakeApi _api;
    private readonly SortedSet<string> _leading = new(StringComparer.Ordinal);
    private readonly List<LeaderToken> _tokens = [];
    private readonly HashSet<string> _cut = [];

    public LeaderElectorTests()
        : this(1)
    {
    }

    private LeaderElectorTests(ulong seed)
    {
        _system = new SimulatedActorSystem(seed);
        _api = new FakeApi(_system.Time, _system.Entropy);
    }

    [Fact]
    public void TwoStand_OneLeads()
    {
        Stand("a");
        Stand("b");
        _system.RunFor(TimeSpan.FromMinutes(5));

        Assert.Single(_leading);
        Assert.Single(_tokens);
        Assert.Equal(_api.Find<Lease>("kube-system", "c")!.Uid, _tokens[0].LeaseUid);
    }

    [Fact]
    public void LeaderStopsInOrder_TheOtherLeadsWithinARetry()
    {
        var a = Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        _system.RunFor(TimeSpan.FromSeconds(10));
        _system.Run(() => _system.StopAsync(a));
        _system.RunFor(TimeSpan.FromSeconds(5));

        Assert.Equal(["b"], _leading);
        Assert.Equal([0, 1], _tokens.Select(token => token.Transitions));
    }

    [Fact]
    public void LeaderCutOff_StepsDownBeforeAnotherLeads()
    {
        Stand("a");
        _system.RunFor(TimeSpan.FromSeconds(1));
        Stand("b");
        _system.RunFor(TimeSpan.FromSeconds(10));
        _cut.Add("a");
        _system.RunFor(TimeSpan.FromSeconds(11));
        Assert.DoesNotContain("a", _leading);

        _system.RunFor(TimeSpan.FromSeconds(15));
        Assert.Equal(["b"], _leading);
    }

    [Fact]
    public void AnswersLost_NeverTwoLead()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var run = new LeaderElectorTests(seed);
            var choices = run._system.Fork("faults");
            run._system.Stepped += _ => Assert.True(run._leading.Count <= 1, "two lead");
            run._api.LostAnswer = _ => choices.Next(4) == 0 ? new ApiUnreachableException("lost") : null;
            foreach (var name in (string[])["a", "b", "c"])
                run.Stand(name);
            for (var i = 0; i < 60; i++)
            {
                var name = "abc"[choices.Next(3)].ToString();
                if (!run._cut.Remove(name))
                    run._cut.Add(name);
                run._system.RunFor(TimeSpan.FromSeconds(choices.Next(8)));
            }
            run._cut.Clear();
            run._api.LostAnswer = null;
            run._system.RunFor(TimeSpan.FromMinutes(1));
            Assert.Single(run._leading);
        }
    }

    private IActorRef<LeaderElectorMessage> Stand(string name) => _system.Spawn(
        "elector-" + name,
        () => new LeaderElector(
            new CutClient(_api, () => _cut.Contains(name)),
            new LeaderElectionOptions(new("kube-system", "c"), name),
            (context, token) =>
            {
                _tokens.Add(token);
                return context.Spawn<object>("led", () => new Led(_leading, name));
            }));

    private sealed class Led(SortedSet<string> leading, string name) : Actor<object>
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
