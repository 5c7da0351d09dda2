using System.Diagnostics;
using Orchestrator.Akka.Hosting;
using Orchestrator.Akka.Tests.Cluster;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Hosting.Tests;
using Orchestrator.Store.Journals;
using Orchestrator.Store.Postgres.Tests;
using Orchestrator.Store.Tests;
using Xunit.Abstractions;

namespace Orchestrator.Akka.Tests.Hosting.Postgres;

/// <summary>Three control planes on one database, the ways to which are cut one by one, while they hear each
/// other.</summary>
[Collection(nameof(ClusterCollection))]
public sealed class LostJournalTests(PostgresServer postgres, ITestOutputHelper output)
    : IClassFixture<PostgresServer>, IAsyncLifetime
{
    private static readonly JournalSightOptions Sight = new()
    {
        LostAfter = TimeSpan.FromSeconds(3),
        SettledAfter = TimeSpan.FromSeconds(4),
    };

    private readonly TestMembers _members = new();
    private readonly List<RoutedJournal> _ways = [];
    private readonly List<AkkaHost> _planes = [];
    private string _journal = "";

    public async Task InitializeAsync()
    {
        _journal = await postgres.CreateDatabaseAsync();
        for (var i = 0; i < 3; i++)
            await StartAsync();
        await Writing.UntilAcknowledgedAsync(_planes[2], "before");
        await Task.Delay(Sight.SettledAfter);
    }

    public async Task DisposeAsync()
    {
        foreach (var way in _ways)
            way.Mend();
        await _members.DisposeAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OldestIsCutOff_ItLeavesInOrder_AndTheNextWrites(bool dropsPackets)
    {
        var cut = Stopwatch.StartNew();
        _ways[0].Cut(dropsPackets);

        await Writing.UntilAcknowledgedAsync(_planes[2], "after");
        var untilWrites = cut.Elapsed;
        var reason = await _planes[0].Ended.WaitAsync(TestCluster.Patience);
        output.WriteLine(
            $"writes again after {untilWrites.TotalSeconds:0.0} s, ended after {cut.Elapsed.TotalSeconds:0.0} s");

        Assert.True(_planes[0].HasLostJournal);
        Assert.Contains("the database", reason);
        Assert.True(_planes[1].Store!.Leadership.IsLeader);
        Assert.False(_planes[1].Ended.IsCompleted || _planes[2].Ended.IsCompleted);
        // Three to notice, no more than a few for the handover.
        Assert.InRange(untilWrites, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(12));
        Assert.InRange(cut.Elapsed, TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(25));
    }

    [Fact]
    public async Task TwoOfThreeAreCutOff_BothLeave_AndTheLastWrites()
    {
        var cut = Stopwatch.StartNew();
        _ways[0].Cut(dropsPackets: false);
        _ways[1].Cut(dropsPackets: true);

        await Writing.UntilAcknowledgedAsync(_planes[2], "after");
        output.WriteLine($"writes again after {cut.Elapsed.TotalSeconds:0.0} s");

        await Task.WhenAll(_planes[0].Ended, _planes[1].Ended).WaitAsync(TestCluster.Patience);
        Assert.True(_planes[2].Store!.Leadership.IsLeader);
        Assert.False(_planes[2].Ended.IsCompleted);

        // The last one stays, whatever happens to its way.
        _ways[2].Cut(dropsPackets: false);
        await Task.Delay(Sight.LostAfter * 2);
        Assert.False(_planes[2].Ended.IsCompleted);
        _ways[2].Mend();
        await Writing.UntilAcknowledgedAsync(_planes[2], "mended");
    }

    [Fact]
    public async Task AllAreCutOff_NobodyLeaves_AndWritesGoOnWhenTheDatabaseIsBack()
    {
        foreach (var way in _ways)
            way.Cut(dropsPackets: false);
        await Task.Delay(Sight.LostAfter * 3);
        // The last to be heard from is the one that leads.
        _ways[2].Mend();
        await Task.Delay(Sight.SettledAfter / 2);
        _ways[1].Mend();
        _ways[0].Mend();

        await Writing.UntilAcknowledgedAsync(_planes[1], "after");
        await Task.Delay(Sight.LostAfter * 2);

        Assert.DoesNotContain(_planes, plane => plane.Ended.IsCompleted);
        Assert.True(_planes[0].Store!.Leadership.IsLeader);
    }

    private async Task StartAsync()
    {
        var options = _members.Options("control-plane", "", _journal) with
        {
            Sight = Sight,
            Route = journal =>
            {
                var way = new RoutedJournal(journal);
                _ways.Add(way);
                return way;
            },
        };
        _planes.Add(await _members.StartAsync(options));
    }
}
