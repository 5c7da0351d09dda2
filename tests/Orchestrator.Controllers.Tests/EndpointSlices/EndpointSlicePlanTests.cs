using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.EndpointSlices;
using Orchestrator.Controllers.Tests.ServiceEndpoints;

namespace Orchestrator.Controllers.Tests.EndpointSlices;

public class EndpointSlicePlanTests
{
    private static readonly Service Web = Services.Service();

    [Fact]
    public void FirstEndpoints_GoIntoNewSlicesOfAHundred()
    {
        var plan = Plan(Web, Pods(0, 250));

        Assert.Equal([100, 100, 50], plan.Create.Select(slice => slice.Endpoints.Count));
        var slice = plan.Create[0];
        Assert.Equal("web-", slice.Metadata.GenerateName);
        Assert.Equal([Web.NewControllerRef()], slice.Metadata.OwnerReferences);
        Assert.Equal(
            ValueMap.Of(
                ("team", "a"), ("kubernetes.io/service-name", "web"),
                ("endpointslice.kubernetes.io/managed-by", "endpointslice-controller.k8s.io")),
            slice.Metadata.Labels);
        Assert.Equal(("http", "TCP", 8080), (slice.Ports[0].Name, slice.Ports[0].Protocol, slice.Ports[0].Port));
    }

    [Fact]
    public void NothingChanged_NothingIsWritten() =>
        Assert.True(Plan(Web, Pods(0, 250), Stored(Plan(Web, Pods(0, 250)))).IsEmpty);

    [Fact]
    public void OnePodChanged_OneSliceIsWritten()
    {
        var slices = Stored(Plan(Web, Pods(0, 250)));
        var pods = Pods(0, 250);
        pods[130] = Services.Pod(130, terminating: true);
        var plan = Plan(Web, pods, slices);

        Assert.Empty(plan.Create);
        Assert.Equal(["web-1"], plan.Update.Select(slice => slice.Key.Name));
        Assert.Equal(
            new EndpointConditions { Ready = false, Serving = true, Terminating = true },
            plan.Update[0].Endpoints[30].Conditions);
        Assert.Equal(["uid-p0130"], plan.ChangedPods);
    }

    [Fact]
    public void PodReplaced_TakesTheFreePlace()
    {
        var slices = Stored(Plan(Web, Pods(0, 200)));
        var plan = Plan(Web, Pods(1, 200), slices);

        Assert.Empty(plan.Create);
        Assert.Equal(["web-0"], plan.Update.Select(slice => slice.Key.Name));
        Assert.Equal(100, plan.Update[0].Endpoints.Count);
    }

    [Fact]
    public void NewPods_GoIntoTheFullestSliceWithRoomForAll()
    {
        var slices = Stored(Plan(Web, Pods(0, 250)));
        // Slices of 100, 80 and 50: twenty more fit into the second.
        slices[1] = slices[1] with { Endpoints = slices[1].Endpoints.Take(80).ToValueList() };
        var pods = Pods(0, 180).Concat(Pods(200, 50)).Concat(Pods(300, 20)).ToList();
        var plan = Plan(Web, pods, slices);

        Assert.Equal(["web-1"], plan.Update.Select(slice => slice.Key.Name));
        Assert.Equal(100, plan.Update[0].Endpoints.Count);
        Assert.Empty(plan.Create);
    }

    [Fact]
    public void NoRoomForAll_ANewSlice()
    {
        var plan = Plan(Web, Pods(0, 130), Stored(Plan(Web, Pods(0, 90))));

        Assert.Equal([40], plan.Create.Select(slice => slice.Endpoints.Count));
        Assert.Empty(plan.Update);
    }

    [Fact]
    public void PortsChanged_SlicesAreUsedAgain()
    {
        var slices = Stored(Plan(Web, Pods(0, 150)));
        var plan = Plan(Services.Service("web", Services.Port("http", 80, 9090)), Pods(0, 150), slices);

        Assert.Empty(plan.Create);
        Assert.Empty(plan.Delete);
        Assert.Equal([9090, 9090], plan.Update.Select(slice => slice.Ports[0].Port!.Value));
    }

    [Fact]
    public void NoPods_OneEmptySliceRemains()
    {
        var plan = Plan(Web, []);
        Assert.Equal((0, 0), (Assert.Single(plan.Create).Endpoints.Count, plan.Create[0].Ports.Count));
        Assert.True(Plan(Web, [], Stored(plan)).IsEmpty);

        var emptied = Plan(Web, [], Stored(Plan(Web, Pods(0, 150))));
        Assert.Equal(["web-0"], emptied.Update.Select(slice => slice.Key.Name));
        Assert.Equal(["web-1"], emptied.Delete.Select(slice => slice.Key.Name));
        var refilled = Plan(Web, Pods(0, 1), Stored(plan));
        Assert.Equal((1, 0, 0), (refilled.Update.Count, refilled.Create.Count, refilled.Delete.Count));
    }

    [Fact]
    public void NamedPorts_GroupThePods()
    {
        var service = Services.Service("web", Services.Port("http", 80, "web"));
        var plan = Plan(service, [Services.Pod(1), Services.Pod(2, containerPort: 9090), Services.Pod(3)]);

        Assert.Equal(
            ["8080: p0001 p0003", "9090: p0002"],
            plan.Create.Select(slice => $"{slice.Ports[0].Port}: "
                + string.Join(' ', slice.Endpoints.Select(endpoint => endpoint.TargetRef!.Name))));
    }

    [Fact]
    public void EndpointInTwoSlices_StaysInOne()
    {
        var slices = Stored(Plan(Web, Pods(0, 10)));
        slices.Add(slices[0] with { Metadata = slices[0].Metadata with { Name = "web-9", Uid = "uid-web-9" } });
        var plan = Plan(Web, Pods(0, 10), slices);

        Assert.Empty(plan.Update);
        Assert.Equal(["web-9"], plan.Delete.Select(slice => slice.Key.Name));
    }

    [Fact]
    public void LabelsOfTheServiceChanged_SlicesFollow()
    {
        var slices = Stored(Plan(Web, Pods(0, 3)));
        var service = Web with { Metadata = Web.Metadata with { Labels = ValueMap.Of(("team", "b")) } };

        Assert.Equal("b", Assert.Single(Plan(service, Pods(0, 3), slices).Update).Metadata.Labels["team"]);
    }

    [Fact]
    public void FamilyNoLongerWanted_ItsSlicesGo()
    {
        var slices = Stored(Plan(Web, Pods(0, 3)));
        slices.Add(slices[0] with
        {
            AddressType = "IPv6",
            Metadata = slices[0].Metadata with { Name = "web-6", Uid = "uid-web-6" },
        });

        Assert.Equal(["web-6"], Plan(Web, Pods(0, 3), slices).Delete.Select(slice => slice.Key.Name));
    }

    [Theory]
    [MemberData(nameof(Seeds.Forty), MemberType = typeof(Seeds))]
    public void AnyHistory_EachPodIsInOneSliceAndNoneIsTooFull(ulong seed)
    {
        var chance = new Orchestrator.Actors.SeededEntropy(seed);
        List<EndpointSlice> slices = [];
        for (var round = 0; round < 30; round++)
        {
            var pods = Pods(0, 400).Where(_ => chance.Next(3) > 0).ToList();
            var plan = Plan(Web, pods, slices);
            slices = Apply(slices, plan);

            Assert.Equal(
                pods.Select(pod => pod.Key.Name),
                slices.SelectMany(slice => slice.Endpoints)
                    .Select(endpoint => endpoint.TargetRef!.Name!)
                    .Order(StringComparer.Ordinal));
            Assert.All(slices, slice => Assert.InRange(slice.Endpoints.Count, 1, 100));
            Assert.True(Plan(Web, pods, slices).IsEmpty);
        }
    }

    private static List<Pod> Pods(int first, int count) =>
        [.. Enumerable.Range(first, count).Select(i => Services.Pod(i))];

    private static EndpointSlicePlan Plan(
        Service service, IReadOnlyList<Pod> pods, List<EndpointSlice>? slices = null)
    {
        var groups = SliceEndpoints.Of(service, pods, "IPv4", _ => null);
        return EndpointSlicePlan.For(service, [("IPv4", groups)], slices ?? []);
    }

    private static List<EndpointSlice> Stored(EndpointSlicePlan plan) => Apply([], plan);

    private static List<EndpointSlice> Apply(List<EndpointSlice> slices, EndpointSlicePlan plan)
    {
        var next = slices
            .Where(slice => plan.Delete.All(gone => gone.Key != slice.Key))
            .Select(slice => plan.Update.FirstOrDefault(updated => updated.Key == slice.Key) ?? slice)
            .ToList();
        foreach (var slice in plan.Create)
        {
            var number = Enumerable.Range(0, 100).First(i => next.All(known => known.Key.Name != $"web-{i}"));
            var name = $"web-{number}";
            next.Add(slice with { Metadata = slice.Metadata with { Name = name, Uid = "uid-" + name } });
        }
        return next;
    }
}
