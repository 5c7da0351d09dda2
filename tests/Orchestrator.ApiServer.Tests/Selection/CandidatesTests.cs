using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Selection;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Client;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Tests.Selection;

public sealed class CandidatesTests
{
    private static readonly KindDefinition Pods = ApiKinds.Of<Pod>();
    private readonly SimulatedServer _server = new();
    private readonly Candidates _candidates;

    public CandidatesTests() => _candidates = new(new Registry(_server.Store));

    [Fact]
    public void OneNodesPods_AreFoundWithoutLookingAtTheOthers()
    {
        for (var i = 0; i < 300; i++)
            _server.Create(Objects.Pod($"p{i}", node: $"n{i % 100}"));
        Assert.Equal((3, 303), Counted("n0")); // the first list of all makes the index

        var second = Counted("n7");
        _server.Create(Objects.Pod("late", node: "n7"));
        var third = Counted("n7");

        Assert.Equal((3, 3), second);
        Assert.Equal((4, 4), third);
    }

    [Fact]
    public void OtherSelectorsAndKinds_ScanTheirPrefix()
    {
        _server.Create(Objects.Pod("a", node: "n1"));
        _server.Create(Objects.ConfigMap("c"));
        var snapshot = _server.Store.Current;

        Assert.Single(_candidates.In(snapshot, Pods, "", Filter("status.phase=Pending")));
        Assert.Single(_candidates.In(snapshot, ApiKinds.Of<ConfigMap>(), "default", ObjectFilter.Everything));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AnyRevision_AnyNamespace_AnyPlaceToGoOn_IsWhatAScanFinds(int seed)
    {
        var random = new Random(seed);
        var revisions = new List<long>();
        for (var step = 0; step < 250; step++)
        {
            Change(random);
            revisions.Add(_server.Store.Current.Revision);
            if (random.Next(3) > 0)
                continue;
            // Mostly now and just before, as lists that run side by side see it; sometimes long ago.
            var back = random.Next(4) == 0 ? random.Next(revisions.Count) : Math.Min(random.Next(3), revisions.Count - 1);
            var snapshot = _server.Store.Current.At(revisions[^(back + 1)]);
            Compare(snapshot, $"n{random.Next(5)}", random.Next(2) == 0 ? "" : $"ns{random.Next(3)}", random);
        }
    }

    [Fact]
    public void ContinuedList_GoesOnAtItsOwnRevision()
    {
        foreach (var name in (string[])["a", "b", "c", "d"])
            _server.Create(Objects.Pod(name, node: "n1"));
        var query = new ListQuery { FieldSelector = "spec.nodeName=n1", Limit = 2 };
        var first = _server.Run(api => api.ListAsync<Pod>(query));
        _server.Create(Objects.Pod("c0", node: "n1"));
        _server.Run(async api => await api.DeleteAsync<Pod>(new("default", "d"), new() { GracePeriodSeconds = 0 }));
        _server.Run(api => api.ListAsync<Pod>(query)); // the index moves on

        var second = _server.Run(api => api.ListAsync<Pod>(query with { Continue = first.Continue }));

        Assert.Equal(["a", "b"], first.Items.Select(pod => pod.Metadata.Name));
        Assert.Equal(["c", "d"], second.Items.Select(pod => pod.Metadata.Name));
        Assert.Equal(first.ResourceVersion, second.ResourceVersion);
    }

    private void Change(Random random)
    {
        var (ns, name) = ($"ns{random.Next(3)}", $"p{random.Next(20)}");
        if (!_server.Exists<Namespace>("", ns))
            _server.Run(async api => await api.CreateAsync(new Namespace { Metadata = new() { Name = ns } }));
        if (!_server.Exists<Pod>(ns, name))
        {
            _server.Create(Objects.Pod(name, ns, random.Next(3) == 0 ? null : $"n{random.Next(5)}"));
            return;
        }
        var pod = _server.Get<Pod>(ns, name);
        if (pod.Spec.NodeName is null && random.Next(2) == 0)
        {
            var target = new Binding { Target = new() { Name = $"n{random.Next(5)}" } };
            _server.Run(async api => await api.PostAsync(Pods, pod.Key, "binding", target));
            return;
        }
        _server.Run(async api => await api.DeleteAsync<Pod>(pod.Key, new() { GracePeriodSeconds = 0 }));
    }

    private void Compare(StoreSnapshot snapshot, string node, string ns, Random random)
    {
        var filter = Filter($"spec.nodeName={node}");
        var scanned = snapshot.Range(filter.Prefix(Pods, ns)).Where(filter.Matches).ToList();
        var after = scanned.Count > 0 && random.Next(2) == 0 ? scanned[random.Next(scanned.Count)].Key : null;

        var found = _candidates.In(snapshot, Pods, ns, filter, after).Where(filter.Matches);

        Assert.Equal(scanned.Where(entry => after is null || string.CompareOrdinal(entry.Key, after) > 0), found);
    }

    private (int Found, int Looked) Counted(string node)
    {
        var snapshot = new CountingSnapshot(_server.Store.Current);
        var filter = Filter($"spec.nodeName={node}");
        return (_candidates.In(snapshot, Pods, "", filter).Count(filter.Matches), snapshot.Looked);
    }

    private static ObjectFilter Filter(string fields) => ObjectFilter.For(Pods, null, fields);

    /// <summary>Counts the entries that are handed out.</summary>
    private sealed class CountingSnapshot(StoreSnapshot inner) : StoreSnapshot
    {
        public int Looked { get; private set; }

        public override long Revision => inner.Revision;

        public override long CompactedRevision => inner.CompactedRevision;

        public override StoreEntry? Get(string key)
        {
            Looked++;
            return inner.Get(key);
        }

        public override IEnumerable<StoreEntry> Range(string prefix, string? after = null)
        {
            foreach (var entry in inner.Range(prefix, after))
            {
                Looked++;
                yield return entry;
            }
        }

        public override int Count(string prefix) => inner.Count(prefix);

        public override StoreSnapshot At(long revision) => inner.At(revision);
    }
}
