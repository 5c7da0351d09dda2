using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client.Http;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Http;

/// <summary>What is sent again, and what is told when nothing comes.</summary>
public sealed class HttpTransportTests : IDisposable
{
    private const string Found = """{"metadata":{"name":"a","namespace":"default"}}""";

    private const string Overloaded = """
        {"kind":"Status","apiVersion":"v1","status":"Failure","code":429,"reason":"TooManyRequests"}
        """;

    private readonly ManualTime _time = new();
    private readonly FakeServer _server = new();
    private readonly HttpApiClient _api;

    public HttpTransportTests() =>
        _api = new(new(new Uri("https://server/prefix/")) { Time = _time }, _server);

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task TooManyRequests_IsSentAgainAfterTheTimeNamed()
    {
        _server.Answer(429, Overloaded, retryAfter: "3").Answer(201, Found);
        var creating = CreateAsync();
        _time.Advance(TimeSpan.FromSeconds(2.9));
        Assert.Single(_server.Requests);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", (await creating).Key.Name);
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public async Task RefusedForEver_IsToldAfterTheLastRetry()
    {
        for (var i = 0; i < 10; i++)
            _server.Answer(429, Overloaded);
        var creating = CreateAsync();
        await PassAsync(creating, TimeSpan.FromSeconds(40));
        var refusal = await Assert.ThrowsAsync<StatusException>(() => creating);
        Assert.Equal("TooManyRequests", refusal.Reason);
        Assert.Equal(5, _server.Requests.Count);
    }

    [Fact]
    public async Task PauseBeyondTheDeadline_IsNotBegun()
    {
        _server.Answer(429, Overloaded, retryAfter: "90");
        var refusal = await Assert.ThrowsAsync<StatusException>(CreateAsync);
        Assert.Equal(TimeSpan.FromSeconds(90), refusal.RetryAfter);
    }

    [Theory]
    [InlineData("a write, the server says when to come back", true, "1", true)]
    [InlineData("a write, the server says nothing", true, null, false)]
    [InlineData("a read", false, null, true)]
    public async Task Unavailable_IsSentAgainOnlyWhereNothingHappened(
        string what, bool write, string? retryAfter, bool again)
    {
        _server.Answer(503, "away", retryAfter).Answer(200, Found);
        var calling = write ? CreateAsync() : GetAsync();
        await PassAsync(calling, TimeSpan.FromSeconds(5));
        var error = await Record.ExceptionAsync(() => calling);
        Assert.True(again == error is null, what);
        Assert.Equal(again ? 2 : 1, _server.Requests.Count);
    }

    [Theory]
    [InlineData(500, "InternalError")]
    [InlineData(504, "Timeout")]
    [InlineData(302, "Unknown")]
    public async Task AnswerOfAnIntermediary_IsToldByItsCodeAndNotRepeated(int code, string reason)
    {
        _server.Answer(code, "<html>").Answer(200, Found);
        var refusal = await Assert.ThrowsAsync<StatusException>(GetAsync);
        Assert.Equal((code, reason), (refusal.Code, refusal.Reason));
    }

    [Fact]
    public async Task NoAnswer_IsUnreachableAfterTheDeadline()
    {
        var getting = GetAsync();
        _time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(getting.IsCompleted);
        _time.Advance(TimeSpan.FromSeconds(1));
        var error = await Assert.ThrowsAsync<ApiUnreachableException>(() => getting);
        Assert.Equal(
            "GET https://server/prefix/api/v1/namespaces/default/configmaps/a: no answer in time", error.Message);
    }

    [Fact]
    public async Task GivenUpByTheCaller_IsACancellation()
    {
        using var stop = new CancellationTokenSource();
        var getting = _api.GetAsync<ConfigMap>(new("default", "a"), stop.Token).AsTask();
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => getting);
    }

    [Fact]
    public async Task AnswerThatIsNoObject_IsUnreachable()
    {
        _server.Answer(200, "<html>");
        await Assert.ThrowsAsync<ApiUnreachableException>(GetAsync);
    }

    private Task<ConfigMap> CreateAsync() => _api.CreateAsync(HttpApiClientTests.Map("a", "v")).AsTask();

    private Task<ConfigMap> GetAsync() => _api.GetAsync<ConfigMap>(new("default", "a")).AsTask();

    // Second by second, since each retry begins its pause only when the one before has ended.
    private async Task PassAsync(Task call, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time && !call.IsCompleted; passed += TimeSpan.FromSeconds(1))
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            for (var turn = 0; turn < 20; turn++)
                await Task.Yield();
        }
    }
}
