using System.Diagnostics;
using System.Globalization;
using Orchestrator.Akka.Remoting;
using Orchestrator.Akka.Tests.Cluster;
using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.Client;
using Xunit.Abstractions;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>Single messages between client and server are lost or late, or one way between them is cut: every call
/// ends, what was answered has happened, what was not happened at most once, and watches tell everything
/// once.</summary>
/// <remarks>ORCHESTRATOR_ROUNDS runs more rounds: loss is random.</remarks>
public sealed class RemoteLossTests(ITestOutputHelper output) : IAsyncLifetime
{
    private const int Writers = 8;
    private const int WritesEach = 15;

    private static readonly KindDefinition ConfigMaps = ApiKinds.Of<ConfigMap>();
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    // Silence ends a call after this; what is beyond it is the machine's slowness.
    private static readonly TimeSpan Bound =
        (RemoteApi.Quick.PulsePeriod * (RemoteApi.Quick.SilentPeriodsMax + 2)) + TimeSpan.FromSeconds(8);

    private RemoteApi _api = null!;
    private Wire _wire = null!;

    public async Task InitializeAsync()
    {
        _api = await RemoteApi.StartAsync(Wire.Adapters);
        _wire = new Wire(_api);
        // The connection is made before anything is lost: a lost handshake only gates the address.
        await _api.Remote.ListAsync(ConfigMaps, ListQuery.All);
    }

    public async Task DisposeAsync() => await _api.DisposeAsync();

    [Theory]
    [InlineData("requests, 1 of 50", 0.02, 0)]
    [InlineData("answers, 1 of 50", 0, 0.02)]
    [InlineData("both, 1 of 20", 0.05, 0.05)]
    [InlineData("both, 1 of 5", 0.2, 0.2)]
    public async Task SingleMessagesAreLost_NothingElseIs(string name, double requests, double answers)
    {
        for (var round = 0; round < Rounds.Count; round++)
        {
            var from = Revision(await _api.Direct.ListAsync(ConfigMaps, ListQuery.All));
            await using var direct = new WatchFollower(_api.Direct, from);
            await using var remote = new WatchFollower(_api.Remote, from);
            direct.Start();
            remote.Start();
            await _wire.LoseAsync(requests, answers);
            var writes = await WriteAsync($"r{round}");
            await _wire.HealAsync();
            await CheckWritesAsync(writes);
            await CheckWatchesAsync(direct, remote);
            output.WriteLine($"{name}: {writes.Count(one => one.Answered)} of {writes.Count} writes answered, "
                + $"{remote.Events.Count} events, watch failed {remote.Failures} times, "
                + $"longest call {writes.Max(one => one.Took).TotalMilliseconds:F0} ms");
        }
    }

    [Theory]
    [InlineData("the requests: nothing arrives", true)]
    [InlineData("the answers: a write whose grant was lost is not done", false)]
    public async Task OneWayIsCutOff_CallsEnd_NothingIsWritten_AndGoesOnAfterwards(string way, bool requests)
    {
        await CutAsync(requests);
        var from = Stopwatch.GetTimestamp();
        await Assert.ThrowsAsync<ApiUnreachableException>(() => CreateAsync("cut", "cut-0"));
        Assert.InRange(Stopwatch.GetElapsedTime(from), TimeSpan.Zero, Bound);
        await _wire.HealAsync();
        await CreateAsync("healed", "healed-0").WaitAsync(Patience);
        Assert.True((await OperationsAsync("cut-0")).Count == 0, way);
    }

    [Theory]
    [InlineData("requests", true)]
    [InlineData("answers", false)]
    public async Task OneWayIsCutAndHealedUnderLoad_WritesHappenAtMostOnce_WatchesTellAll(string way, bool requests)
    {
        var from = Revision(await _api.Direct.ListAsync(ConfigMaps, ListQuery.All));
        await using var direct = new WatchFollower(_api.Direct, from);
        await using var remote = new WatchFollower(_api.Remote, from);
        direct.Start();
        remote.Start();
        var writing = WriteAsync(way, pace: TimeSpan.FromMilliseconds(40));
        for (var cut = 0; cut < 2; cut++)
        {
            await Task.Delay(150);
            await CutAsync(requests);
            await Task.Delay(400 * (1 + (cut * 3)));
            await _wire.HealAsync();
        }
        var writes = await writing;
        await CheckWritesAsync(writes);
        await CheckWatchesAsync(direct, remote);
        Assert.Contains(writes, one => !one.Answered);
        output.WriteLine($"{way}: {writes.Count(one => one.Answered)} of {writes.Count} writes answered, "
            + $"watch failed {remote.Failures} times");
    }

    [Theory]
    [InlineData("late, but not for as long as silence is borne", 75, 300, true)]
    [InlineData("later than silence is borne", 1500, 2000, false)]
    public async Task MessagesAreLate_WritesHappenAtMostOnce_WatchesTellAll(
        string name, int lateMsMin, int lateMsMax, bool allAnswered)
    {
        await using var relay = new TcpRelay();
        var api = await RemoteApi.StartAsync(
            serverMore: $"{relay.Hocon}\nakka.remote.dot-netty.tcp.port = {relay.Target}");
        await _api.DisposeAsync();
        _api = api;
        var from = Revision(await api.Remote.ListAsync(ConfigMaps, new() { Namespace = "test", Limit = 1 }));
        await using var direct = new WatchFollower(api.Direct, from);
        await using var remote = new WatchFollower(api.Remote, from);
        direct.Start();
        remote.Start();
        var random = new Random(lateMsMax);
        var writing = WriteAsync("late");
        while (!writing.IsCompleted)
        {
            relay.Hold();
            await Task.Delay(random.Next(lateMsMin, lateMsMax));
            relay.LetGo();
            await Task.Delay(random.Next(20, 100));
        }
        var writes = await writing;
        await CheckWritesAsync(writes);
        await CheckWatchesAsync(direct, remote);
        output.WriteLine($"{name}: {writes.Count(one => one.Answered)} of {writes.Count} writes answered, "
            + $"watch failed {remote.Failures} times, longest call {writes.Max(one => one.Took).TotalMilliseconds:F0} ms");
        Assert.Equal(allAnswered, writes.All(one => one.Answered) && remote.Failures == 0);
    }

    /// <remarks>With the options that members have: their 10 s of silence must outlast what is queued before a pulse,
    /// 384 KiB for each list on its way.</remarks>
    [Fact]
    public async Task SlowLink_CallsTakeLonger_NoneIsGivenUp()
    {
        const int BytesPerSecond = 200_000;
        await using var api = await RemoteApi.StartAsync(Wire.Adapters, RemoteApiOptions.Default);
        for (var i = 0; i < 10; i++)
            await api.Direct.CreateAsync(ConfigMaps, Samples.ConfigMap($"large{i}", new string('x', 60_000)));
        var revision = Revision(await api.Direct.ListAsync(ConfigMaps, new() { Namespace = "test", Limit = 1 }));
        await using var watch = new WatchFollower(api.Remote, revision);
        watch.Start();
        await api.Remote.GetAsync(ConfigMaps, new("test", "large0"));
        await new Wire(api).SlowAsync(BytesPerSecond);
        var from = Stopwatch.GetTimestamp();
        var list = await api.Remote.ListAsync(ConfigMaps, new() { Namespace = "test" }).AsTask().WaitAsync(Patience);
        var took = Stopwatch.GetElapsedTime(from);
        Assert.Equal(10, list.Items.Count);
        // 600 kB at that rate; without the throttle it is 20 ms.
        Assert.True(took > TimeSpan.FromSeconds(1), $"the list took {took}");
        var slow = await api.Remote.CreateAsync(ConfigMaps, Samples.ConfigMap("slow")).AsTask().WaitAsync(Patience);
        await watch.UntilAsync(slow.Metadata.ResourceVersion!, Patience);
        Assert.Single(watch.Events);
        Assert.Equal(0, watch.Failures);
    }

    private Task CutAsync(bool requests) => requests ? _wire.CutRequestsAsync() : _wire.CutAnswersAsync();

    /// <summary>Each writer creates objects one after the other, each with a name of the server's making: one that is
    /// created twice is there twice.</summary>
    private async Task<List<Written>> WriteAsync(string round, TimeSpan pace = default)
    {
        var all = await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            var writes = new List<Written>();
            for (var i = 0; i < WritesEach; i++)
            {
                var operation = $"{round}-{writer}-{i}";
                var from = Stopwatch.GetTimestamp();
                var answered = true;
                try
                {
                    await CreateAsync(round, operation).WaitAsync(Bound);
                }
                catch (ApiUnreachableException)
                {
                    answered = false;
                }
                writes.Add(new Written(operation, answered, Stopwatch.GetElapsedTime(from)));
                await Task.Delay(pace);
            }
            return writes;
        }));
        return [.. all.SelectMany(writes => writes)];
    }

    private async Task CreateAsync(string round, string operation) =>
        await _api.Remote.CreateAsync(ConfigMaps, new ConfigMap
        {
            Metadata = new ObjectMeta { GenerateName = $"{round.Split(' ')[0]}-", Namespace = "test" },
            Data = ValueMap.Of(("operation", operation)),
        });

    private async Task CheckWritesAsync(IReadOnlyList<Written> writes)
    {
        var done = (await OperationsAsync(null)).GroupBy(Operation).ToDictionary(
            group => group.Key, group => group.Count());
        foreach (var write in writes)
        {
            var times = done.GetValueOrDefault(write.Operation);
            Assert.True(times <= 1, $"{write.Operation} was done {times} times");
            Assert.True(times == 1 || !write.Answered, $"{write.Operation} was answered and is not there");
        }
    }

    private async Task CheckWatchesAsync(WatchFollower direct, WatchFollower remote)
    {
        // A last change, so that both have somewhere to come to.
        var last = await _api.Direct.CreateAsync(ConfigMaps, new ConfigMap
        {
            Metadata = new ObjectMeta { GenerateName = "last-", Namespace = "test" },
        });
        await direct.UntilAsync(last.Metadata.ResourceVersion!, Patience);
        await remote.UntilAsync(last.Metadata.ResourceVersion!, Patience);
        Assert.Empty(direct.Unexpected);
        Assert.Empty(remote.Unexpected);
        Assert.Equal(direct.Events, remote.Events);
    }

    private async Task<IReadOnlyList<KubeObject>> OperationsAsync(string? operation) =>
        [.. (await _api.Direct.ListAsync(ConfigMaps, new() { Namespace = "test" })).Items
            .Where(one => Operation(one) is { Length: > 0 } said && (operation is null || said == operation))];

    private static string Operation(KubeObject value) =>
        ((ConfigMap)value).Data is { } data && data.TryGetValue("operation", out var said) ? said ?? "" : "";

    private static long Revision(ObjectList list) => long.Parse(list.ResourceVersion, CultureInfo.InvariantCulture);

    private sealed record Written(string Operation, bool Answered, TimeSpan Took);
}
