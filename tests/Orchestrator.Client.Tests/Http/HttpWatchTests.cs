using System.IO.Pipelines;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Client.Http;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Http;

/// <summary>A watch's lines, however they arrive, and its silence.</summary>
public sealed class HttpWatchTests : IDisposable
{
    private const string AddedA =
        """{"type":"ADDED","object":{"metadata":{"name":"a","resourceVersion":"5"}}}""" + "\n";
    private const string DeletedA =
        """{"type":"DELETED","object":{"metadata":{"name":"a","resourceVersion":"6"}}}""" + "\n";
    private const string BookmarkAt9 = """{"type":"BOOKMARK","object":{"metadata":{"resourceVersion":"9"}}}""" + "\n";
    private const string Expired =
        """{"type":"ERROR","object":{"kind":"Status","apiVersion":"v1","code":410,"reason":"Expired"}}""" + "\n";

    private readonly ManualTime _time = new();
    private readonly FakeServer _server = new();
    private readonly HttpApiClient _api;
    private readonly PipeWriter _stream;

    public HttpWatchTests()
    {
        _api = new(new(new Uri("https://server")) { Time = _time, SilenceMax = TimeSpan.FromSeconds(10) }, _server);
        _stream = _server.AnswerFromPipe();
    }

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Query_IsKubernetesOwn()
    {
        await OpenAsync(new WatchQuery
        {
            Namespace = "n",
            FieldSelector = "spec.nodeName=a",
            ResourceVersion = "7",
            Timeout = TimeSpan.FromSeconds(1.5),
        });
        Assert.Equal(
            "GET /api/v1/namespaces/n/configmaps?watch=1&allowWatchBookmarks=true"
            + "&fieldSelector=spec.nodeName%3Da&resourceVersion=7&timeoutSeconds=2",
            _server.Requests.Single());
    }

    [Fact]
    public async Task LinesInPieces_AreEachToldOnce()
    {
        await using var watch = await OpenAsync();
        var text = AddedA + DeletedA + AddedA;
        var told = new List<string>();
        for (var i = 0; i < text.Length; i += 7)
        {
            await FakeServer.WriteAsync(_stream, text[i..Math.Min(i + 7, text.Length)]);
            if (told.Count < text[..Math.Min(i + 7, text.Length)].Count(c => c == '\n'))
                told.AddRange((await watch.NextAsync()).Select(Text));
        }
        Assert.Equal(["Added a 5", "Deleted a 6", "Added a 5"], told);
    }

    [Fact]
    public async Task Bookmarks_AreToldOnlyToWhoAsked()
    {
        await using var watch = await OpenAsync(new WatchQuery());
        await FakeServer.WriteAsync(_stream, BookmarkAt9 + AddedA);
        Assert.Equal(["Added a 5"], (await watch.NextAsync()).Select(Text));
        await using var other = await OpenOtherAsync(BookmarkAt9);
        Assert.Equal(["Bookmark  9"], (await other.NextAsync()).Select(Text));
    }

    [Fact]
    public async Task Error_IsToldAfterWhatCameBefore()
    {
        await using var watch = await OpenAsync();
        await FakeServer.WriteAsync(_stream, AddedA + Expired);
        Assert.Equal(["Added a 5"], (await watch.NextAsync()).Select(Text));
        var gone = await Assert.ThrowsAsync<StatusException>(async () => await watch.NextAsync());
        Assert.True(gone.IsExpired);
    }

    [Fact]
    public async Task OrderlyEnd_IsAnEmptyAnswer()
    {
        await using var watch = await OpenAsync();
        await FakeServer.WriteAsync(_stream, AddedA);
        await _stream.CompleteAsync();
        Assert.Single(await watch.NextAsync());
        Assert.Empty(await watch.NextAsync());
        Assert.Empty(await watch.NextAsync());
    }

    [Theory]
    [InlineData("an end within an event", "{\"type\":\"ADDED\",", true)]
    [InlineData("a line that is no event", "<html>\n", false)]
    [InlineData("an event of no known type", "{\"type\":\"NEW\",\"object\":{}}\n", false)]
    public async Task BrokenStream_IsUnreachable(string what, string text, bool ends)
    {
        await using var watch = await OpenAsync();
        await FakeServer.WriteAsync(_stream, text);
        if (ends)
            await _stream.CompleteAsync();
        var error = await Record.ExceptionAsync(async () => await watch.NextAsync());
        Assert.True(error is ApiUnreachableException, what);
    }

    [Fact]
    public async Task Silence_EndsTheWatchAndBookmarksKeepIt()
    {
        await using var watch = await OpenAsync(new WatchQuery());
        var next = watch.NextAsync().AsTask();
        _time.Advance(TimeSpan.FromSeconds(9));
        await FakeServer.WriteAsync(_stream, BookmarkAt9);
        await SettleAsync();
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(next.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAsync<ApiUnreachableException>(() => next);
        Assert.EndsWith("the watch was silent for 10 s", error.Message);
    }

    [Fact]
    public async Task CallGivenUp_LosesNothing()
    {
        await using var watch = await OpenAsync();
        using var stop = new CancellationTokenSource();
        var first = watch.NextAsync(stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        await FakeServer.WriteAsync(_stream, AddedA);
        Assert.Equal(["Added a 5"], (await watch.NextAsync()).Select(Text));
    }

    [Fact]
    public async Task Disposed_EndsTheCallUnderWay()
    {
        var watch = await OpenAsync();
        var next = watch.NextAsync().AsTask();
        await watch.DisposeAsync();
        await watch.DisposeAsync();
        Assert.Empty(await next);
    }

    private static string Text(WatchEvent e) => $"{e.Type} {e.Object.Key} {e.Object.ResourceVersion}";

    private ValueTask<IWatch> OpenAsync(WatchQuery? query = null) =>
        _api.WatchAsync(ApiKinds.Of<ConfigMap>(), query ?? new WatchQuery { AllowBookmarks = true });

    private async Task<IWatch> OpenOtherAsync(string text)
    {
        var stream = _server.AnswerFromPipe();
        await FakeServer.WriteAsync(stream, text);
        return await OpenAsync();
    }

    // The bookmark is read on another thread; the silence then counts anew.
    private async Task SettleAsync()
    {
        while (_time.UntilNextTimer is not { } left || left < TimeSpan.FromSeconds(10))
            await Task.Yield();
    }
}
