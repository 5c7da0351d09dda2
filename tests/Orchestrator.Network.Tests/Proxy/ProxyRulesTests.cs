using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Api.Values;
using Orchestrator.Network.Proxy;
using static Orchestrator.Network.Tests.Objects;

namespace Orchestrator.Network.Tests.Proxy;

public sealed class ProxyRulesTests
{
    private static readonly HashSet<string> Here = ["here"];

    public static TheoryData<string, Endpoint[], string> Conditions => new()
    {
        { "ready ones", [Ready("127.64.0.1"), Ready("127.64.0.2")], "127.64.0.1 127.64.0.2" },
        { "not ready ones are left out", [Ready("127.64.0.1"), NotReady("127.64.0.2")], "127.64.0.1" },
        { "conditions left out mean ready", [new() { Addresses = ["127.64.0.1"] }], "127.64.0.1" },
        { "terminating ones wait for the ready", [Ready("127.64.0.1"), Terminating("127.64.0.2")], "127.64.0.1" },
        { "terminating ones serve at last", [NotReady("127.64.0.1"), Terminating("127.64.0.2")], "127.64.0.2-" },
        { "terminating and not serving is nothing", [Terminating("127.64.0.2", serving: false)], "" },
        { "no address is nothing", [new()], "" },
    };

    [Theory]
    [MemberData(nameof(Conditions))]
    public void Endpoints_AreChosenByTheirConditions(string name, Endpoint[] endpoints, string expected)
    {
        var rule = Assert.Single(ProxyRules.Of(Service(), [Slice("s", "web", 8080, endpoints)], Here));

        Assert.True(expected == Text(rule), $"{name}: {Text(rule)}");
    }

    public static TheoryData<string, Service> Unproxied => new()
    {
        { "headless", Service(ip: "None") },
        { "no address yet", Service(ip: "") },
        { "a name only", Service().With(spec => spec with { Type = "ExternalName" }) },
        {
            "another proxy's",
            Service() with
            {
                Metadata = new() { Labels = ValueMap.Of(("service.kubernetes.io/service-proxy-name", "x")) },
            }
        },
    };

    [Theory]
    [MemberData(nameof(Unproxied))]
    public void ServicesOfOthers_HaveNoRules(string name, Service service)
    {
        var slices = new[] { Slice("s", "web", 8080, Ready("127.64.0.1")) };

        Assert.True(ProxyRules.Of(service, slices, Here).Count == 0, name);
    }

    [Fact]
    public void EndpointInTwoSlices_IsTakenOnce_ReadyWins()
    {
        var rules = ProxyRules.Of(
            Service(),
            [Slice("a", "web", 8080, Terminating("127.64.0.1")), Slice("b", "web", 8080, Ready("127.64.0.1"))],
            Here);

        Assert.Equal("127.64.0.1", Text(Assert.Single(rules)));
    }

    [Fact]
    public void NamedPorts_TakeTheirOwnTargets()
    {
        var slice = Slice("s", "web", 0, Ready("127.64.0.1")) with
        {
            Ports =
            [
                new() { Name = "http", Port = 8080, Protocol = "TCP" },
                new() { Name = "admin", Port = 9090, Protocol = "TCP" },
            ],
        };

        var rules = ProxyRules.Of(Service("web", "127.96.0.10", ("http", 80), ("admin", 90)), [slice], Here);

        Assert.Equal([(80, 8080), (90, 9090)], rules.Select(rule => (rule.Listen.Port, rule.Endpoints[0].Port)));
    }

    [Fact]
    public void LocalPolicy_KeepsToThisHost_EachWayForItself()
    {
        var service = Service().With(spec => spec with
        {
            InternalTrafficPolicy = "Local",
            Ports = [new() { Port = 80, Protocol = "TCP", NodePort = 30080 }],
        });
        var slice = Slice("s", "web", 8080, Ready("127.64.0.1", "here"), Ready("127.64.0.2", "there"));

        var rules = ProxyRules.Of(service, [slice], Here);

        Assert.Equal(["127.64.0.1", "127.64.0.1 127.64.0.2"], rules.Select(Text));
        Assert.Equal([false, true], rules.Select(rule => rule.Listen.IsNodePort));
    }

    [Fact]
    public void Affinity_LastsAsLongAsTheServiceSays_ThreeHoursByDefault()
    {
        var sticky = Service().With(spec => spec with { SessionAffinity = "ClientIP" });
        var shortly = sticky.With(spec => spec with
        {
            SessionAffinityConfig = new() { ClientIP = new() { TimeoutSeconds = 60 } },
        });

        Assert.Null(ProxyRules.Of(Service(), [], Here)[0].Affinity);
        Assert.Equal(TimeSpan.FromHours(3), ProxyRules.Of(sticky, [], Here)[0].Affinity);
        Assert.Equal(TimeSpan.FromMinutes(1), ProxyRules.Of(shortly, [], Here)[0].Affinity);
    }

    [Fact]
    public void EqualInputs_GiveEqualRules_SoThatNothingIsDone()
    {
        var (a, b) = (Ready("127.64.0.1"), Ready("127.64.0.2"));
        var first = ProxyRules.Of(Service(), [Slice("s", "web", 8080, b, a)], Here);
        var second = ProxyRules.Of(Service(), [Slice("s", "web", 8080, a, b)], Here);

        Assert.Equal(first, second);
    }

    private static string Text(ProxyRule rule) =>
        string.Join(' ', rule.Endpoints.Select(endpoint => endpoint.Address + (endpoint.IsTerminating ? "-" : "")));
}
