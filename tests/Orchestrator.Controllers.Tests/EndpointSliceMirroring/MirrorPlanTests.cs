using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Controllers.EndpointSliceMirroring;
using CorePort = Orchestrator.Api.Core.V1.EndpointPort;

namespace Orchestrator.Controllers.Tests.EndpointSliceMirroring;

public sealed class MirrorPlanTests
{
    [Fact]
    public void FamiliesAndPorts_StandApart_EqualPortsTogether()
    {
        var plan = MirrorPlan.For(Of(Subset(80, "10.0.0.1", "fd00::1"), Subset(81, "10.0.0.2"), Subset(80, "10.0.0.3", "10.0.0.1")), []);

        Assert.Equal(
            ["IPv4 80: 10.0.0.1 10.0.0.3", "IPv6 80: fd00::1", "IPv4 81: 10.0.0.2"], plan.Create.Select(Text));
    }

    [Fact]
    public void OtherPorts_TakeOverASliceOfTheirFamily_BeforeItGoes()
    {
        var old = Existing(Subset(80, "10.0.0.1"), Subset(81, "10.0.0.2"), Subset(82, "fd00::1"));

        var plan = MirrorPlan.For(Of(Subset(81, "10.0.0.2"), Subset(83, "10.0.0.3")), old);

        Assert.Empty(plan.Create);
        Assert.Equal(["IPv4 83: 10.0.0.3"], plan.Update.Select(Text));
        Assert.Equal(old[0].Key, plan.Update[0].Key);
        Assert.Equal(["IPv6 82: fd00::1"], plan.Delete.Select(Text));
    }

    [Fact]
    public void SubsetsOfEqualPorts_BeyondOneSlice_TakeTwo()
    {
        string[] Many(int net) => [.. Enumerable.Range(0, 900).Select(i => $"10.{net}.{i / 250}.{1 + i % 250}")];

        var plan = MirrorPlan.For(Of(Subset(80, Many(0)), Subset(80, Many(1))), []);

        Assert.Equal([1000, 800], plan.Create.Select(slice => slice.Endpoints.Count));
        Assert.Equal(0, plan.Skipped);
    }

    [Fact]
    public void Applied_NothingIsLeftToDo()
    {
        EndpointSubset[] subsets = [Subset(80, "10.0.0.1", "fd00::1"), Subset(81, "10.0.0.2")];

        Assert.True(MirrorPlan.For(Of(subsets), Existing(subsets)).IsEmpty);
    }

    private static IReadOnlyList<EndpointSlice> Existing(params EndpointSubset[] subsets) =>
    [
        .. MirrorPlan.For(Of(subsets), []).Create.Select((slice, i) =>
            slice with { Metadata = slice.Metadata with { Name = $"web-{i}", Uid = $"{i}" } }),
    ];

    private static Endpoints Of(params EndpointSubset[] subsets) => new()
    {
        Metadata = new() { Namespace = "default", Name = "web", Uid = "e" },
        Subsets = [.. subsets],
    };

    private static EndpointSubset Subset(int port, params string[] addresses) => new()
    {
        Addresses = addresses.Select(ip => new EndpointAddress { IP = ip }).ToValueList(),
        Ports = [new CorePort { Port = port, Protocol = "TCP" }],
    };

    private static string Text(EndpointSlice slice) =>
        $"{slice.AddressType} {slice.Ports[0].Port}: {string.Join(' ', slice.Endpoints.Select(e => e.Addresses[0]))}";
}
