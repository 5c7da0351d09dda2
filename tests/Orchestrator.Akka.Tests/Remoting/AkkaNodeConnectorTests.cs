using System.Diagnostics;
using System.Text;
using Akka.Actor;
using Orchestrator.Akka.Remoting;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Client;
using Orchestrator.Hosting.Clusters;

namespace Orchestrator.Akka.Tests.Remoting;

/// <summary>A control plane that reads logs of a member's Node, over real remoting.</summary>
public sealed class AkkaNodeConnectorTests : IAsyncLifetime
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly ActorSystem _plane = RemoteApi.Start("");
    private readonly ActorSystem _worker = RemoteApi.Start("");
    private readonly Members _members = new();
    private readonly FakeLogs _logs = new();
    private readonly FakeLog _log = new();
    private readonly AkkaNodeConnector _nodes;

    public AkkaNodeConnectorTests()
    {
        _nodes = new AkkaNodeConnector(_plane, _members.Read, RemoteApi.Quick);
        _members.Changed += _nodes.Calls.Hear;
        _members.Set(Members.Plane(Members.AddressOf(_plane)), Members.Worker(Members.AddressOf(_worker), "w1"));
    }

    public Task InitializeAsync()
    {
        var admission = new ClusterAdmission(_members.Read);
        _worker.ActorOf(NodeGate.Props(_logs, admission.AdmitControlPlane, RemoteApi.Quick), NodeGate.Name);
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _plane.Terminate();
        await _worker.Terminate();
        Assert.Equal(0, _nodes.Calls.Count);
    }

    [Fact]
    public async Task Log_IsAskedForAsTheServerAskedForIt()
    {
        _logs.Next.SetResult(_log);
        var request = Request(
            new PodLogOptions { Follow = true, Timestamps = true, TailLines = 5, SinceSeconds = 60, LimitBytes = 9 });
        await using var log = await OpenAsync(request);
        var (node, asked) = await _logs.Asked.Task;
        Assert.Equal(("w1", request.Container, request.Options), (node, asked.Container, asked.Options));
        Assert.Equal(Samples.Json(request.Pod), Samples.Json(asked.Pod));
    }

    [Fact]
    public async Task FollowedLog_IsThereWhileEmpty_ShowsWhatIsWritten_AndEndsWithTheContainer()
    {
        _logs.Next.SetResult(_log);
        await using var log = await OpenAsync();
        var buffer = new byte[1000];
        foreach (var line in new[] { "one\n", "two\n" })
        {
            var reading = log.ReadAsync(buffer).AsTask();
            Assert.True(_log.Written.TryWrite(Encoding.UTF8.GetBytes(line)));
            Assert.Equal(line, Encoding.UTF8.GetString(buffer, 0, await reading.WaitAsync(Soon)));
        }
        _log.Written.Complete();
        Assert.Equal(0, await log.ReadAsync(buffer).AsTask().WaitAsync(Soon));
        Assert.Equal(0, await log.ReadAsync(buffer).AsTask().WaitAsync(Soon));
        await _log.Disposed.WaitAsync(Soon);
    }

    [Fact]
    public async Task SlowReader_HoldsTheNodeBack_AndMissesNothing()
    {
        var endless = new FakeLog(isEndless: true);
        _logs.Next.SetResult(endless);
        await using var log = await OpenAsync();
        // Besides what is kept for the reader, what was granted, and a block at the node.
        var ahead = RemoteApi.Quick.LogBytesAhead + ((RemoteApi.Quick.Window + 2) * (long)RemoteApiOptions.ChunkBytesMax);
        var buffer = new byte[10_000];
        long read = 0;
        while (read < 5_000_000)
        {
            var count = await log.ReadAsync(buffer).AsTask().WaitAsync(Soon);
            Assert.True(FakeLog.IsAt(read, buffer.AsSpan(0, count)), $"other bytes at {read}");
            read += count;
            Assert.InRange(endless.Given - read, 0, ahead);
        }
        var silence = RemoteApi.Quick.PulsePeriod * (RemoteApi.Quick.SilentPeriodsMax + 3);
        await Assert.ThrowsAsync<TimeoutException>(() => endless.Disposed.WaitAsync(silence));
        Assert.InRange(endless.Given - read, 0, ahead);
        Assert.True(await log.ReadAsync(buffer).AsTask().WaitAsync(Soon) > 0);
    }

    [Fact]
    public async Task ReaderGoes_TheFollowEndsAtTheNode()
    {
        _logs.Next.SetResult(_log);
        var log = await OpenAsync();
        await log.DisposeAsync();
        await _log.Disposed.WaitAsync(Soon);
    }

    [Fact]
    public async Task ReadGivenUp_LeavesTheLogToTheNextRead()
    {
        _logs.Next.SetResult(_log);
        await using var log = await OpenAsync();
        using var cancel = new CancellationTokenSource();
        var reading = log.ReadAsync(new byte[10], cancel.Token).AsTask();
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.True(_log.Written.TryWrite("x"u8.ToArray()));
        Assert.Equal(1, await log.ReadAsync(new byte[10]).AsTask().WaitAsync(Soon));
    }

    [Fact]
    public async Task OpeningGivenUp_EndsTheNodesWork()
    {
        using var cancel = new CancellationTokenSource();
        var opening = _nodes.OpenLogAsync("w1", Request(), cancel.Token).AsTask();
        await _logs.Asked.Task.WaitAsync(Soon);
        cancel.Cancel();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening.WaitAsync(Soon));
        await _logs.Cancelled.Task.WaitAsync(Soon);
    }

    [Fact]
    public async Task NodeDies_TheLogBreaksOff_AfterWhatItHadSaid()
    {
        _logs.Next.SetResult(_log);
        await using var log = await OpenAsync();
        Assert.True(_log.Written.TryWrite("last words"u8.ToArray()));
        var buffer = new byte[100];
        Assert.Equal(10, await log.ReadAsync(buffer).AsTask().WaitAsync(Soon));
        await _worker.Terminate();
        await Assert.ThrowsAsync<IOException>(async () => await log.ReadAsync(buffer).AsTask().WaitAsync(Soon));
    }

    [Fact]
    public async Task MemberIsLost_TheLogBreaksOffAtOnce()
    {
        _logs.Next.SetResult(_log);
        await using var log = await OpenAsync();
        _members.Set(Members.Worker(Members.AddressOf(_worker), "w1") with { State = MemberState.Unreachable });
        var error = await Assert.ThrowsAsync<IOException>(
            async () => await log.ReadAsync(new byte[10]).AsTask().WaitAsync(Soon));
        Assert.Contains("unreachable", error.Message, StringComparison.Ordinal);
        var refused = await RefusedAsync();
        Assert.Equal(500, refused.Code);
        Assert.EndsWith("(node w1 cannot be reached)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refusal_IsTheNodesOwn()
    {
        var said = Statuses.BadRequest("container \"main\" in pod \"p\" is waiting to start: ContainerCreating");
        _logs.Next.SetException(said);
        var refused = await RefusedAsync();
        Assert.Equal(
            Encoding.UTF8.GetString(JsonCodec.Write(said.Status)),
            Encoding.UTF8.GetString(JsonCodec.Write(refused.Status)));
    }

    [Fact]
    public async Task NoMemberRunsTheNode_IsServiceUnavailable()
    {
        _members.Set(Members.Worker(Members.AddressOf(_worker), "w1") with { State = MemberState.Removed });
        var refused = await RefusedAsync();
        Assert.Equal(503, refused.Code);
        Assert.Equal("node w1 cannot be reached: no member of the cluster runs it", refused.Message);
    }

    [Fact]
    public async Task MemberThatDoesNotServe_IsToldAtOnce()
    {
        var gate = await _worker.ActorSelection($"/user/{NodeGate.Name}").ResolveOne(Soon);
        Assert.True(await gate.GracefulStop(Soon));
        var from = Stopwatch.GetTimestamp();
        var refused = await RefusedAsync();
        Assert.Equal(500, refused.Code);
        Assert.Contains(Members.AddressOf(_worker), refused.Message, StringComparison.Ordinal);
        Assert.InRange(Stopwatch.GetElapsedTime(from).TotalSeconds, 0, 0.9);
    }

    [Fact]
    public async Task CallerThatIsNoControlPlane_IsRefused()
    {
        _logs.Next.SetResult(_log);
        _members.Set(Members.Worker(Members.AddressOf(_plane), "w2"));
        var refused = await RefusedAsync();
        Assert.Equal(403, refused.Code);
        Assert.Contains("the role control-plane", refused.Message, StringComparison.Ordinal);
        Assert.False(_logs.Asked.Task.IsCompleted);
    }

    private async Task<Stream> OpenAsync(ContainerLogRequest? request = null) =>
        await _nodes.OpenLogAsync("w1", request ?? Request()).AsTask().WaitAsync(Soon);

    private Task<StatusException> RefusedAsync() =>
        Assert.ThrowsAsync<StatusException>(async () => await OpenAsync());

    private static ContainerLogRequest Request(PodLogOptions? options = null) =>
        new(Samples.Pod("p"), "main", options ?? new PodLogOptions { Follow = true });
}
