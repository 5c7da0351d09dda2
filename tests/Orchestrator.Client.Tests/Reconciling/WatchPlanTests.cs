using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Reconciling;

public class WatchPlanTests
{
    private readonly Expectations _expected = new(new ManualTime());
    private readonly ReplicaSet _set = new() { Metadata = new() { Namespace = "default", Name = "web", Uid = "web" } };

    [Fact]
    public void OwnedObjectAdded_WakesItsOwnerAndMeetsACreation()
    {
        _expected.ExpectCreations(_set, 1);

        Assert.Equal(["default/web"], Map(new(null, Objects.Pod("p", owner: "web"))));
        Assert.True(_expected.AreMet(_set));
    }

    [Fact]
    public void OwnedObjectDeleted_MeetsADeletion()
    {
        _expected.ExpectDeletions(_set, ["u"]);

        Assert.Equal(["default/web"], Map(new(Objects.Pod("p", "u", owner: "web"), null)));
        Assert.True(_expected.AreMet(_set));
    }

    [Fact]
    public void OwnedObjectMarkedForDeletion_MeetsADeletionAlready()
    {
        _expected.ExpectDeletions(_set, ["u"]);
        var before = Objects.Pod("p", "u", owner: "web");
        Map(new(before, before with
        {
            Metadata = before.Metadata with { DeletionTimestamp = DateTimeOffset.UnixEpoch },
        }));

        Assert.True(_expected.AreMet(_set));
    }

    [Fact]
    public void ObjectThatChangesHands_WakesBoth() => Assert.Equal(
        ["default/web", "default/old"], Map(new(Objects.Pod("p", owner: "old"), Objects.Pod("p", owner: "web"))));

    [Fact]
    public void ObjectOfAnotherKindOfOwner_WakesNobody()
    {
        var pod = Objects.Pod("p", owner: "web");
        var foreign = pod with
        {
            Metadata = pod.Metadata with
            {
                OwnerReferences = [pod.ControllerRef! with { ApiVersion = "batch/v1", Kind = "Job" }],
            },
        };

        Assert.Empty(Map(new(null, foreign)));
    }

    [Fact]
    public void KindNamedTwice_IsWatchedOnce()
    {
        var plan = WatchPlan.For<ReplicaSet>().Owns<Pod>().Watches<Pod>((_, _) => { }).Reads<Node>();

        Assert.Equal(["replicasets", "pods", "nodes"], plan.Entries.Select(entry => entry.Kind.Plural));
    }

    private List<string> Map(ObjectChange change)
    {
        var sink = new Sink();
        WatchPlan.For<ReplicaSet>().Owns<Pod>(_expected).Entries[1].Map(change, sink);
        return sink.Keys;
    }

    private sealed class Sink : IKeySink
    {
        public List<string> Keys { get; } = [];

        public void Add(ObjectKey key) => Keys.Add(key.ToString());

        public void AddAfter(ObjectKey key, TimeSpan delay) => Keys.Add($"{key} after {delay}");
    }
}
