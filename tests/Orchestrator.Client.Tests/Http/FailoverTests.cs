using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Client.Http;
using Orchestrator.Testing;

namespace Orchestrator.Client.Tests.Http;

/// <summary>Which server a call goes to, and from which failure it goes on to the next.</summary>
public sealed class FailoverTests : IDisposable
{
    private const string Found = """{"metadata":{"name":"a","namespace":"default"}}""";

    private readonly ManualTime _time = new();
    private readonly FakeServers _servers = new();
    private readonly FakeServer _a = new();
    private readonly FakeServer _b = new();
    private readonly ApiServers _known = new(new Uri("https://a"), new Uri("https://b"));
    private readonly HttpApiClient _api;

    public FailoverTests()
    {
        _servers["a"] = _a;
        _servers["b"] = _b;
        var options = new HttpApiClientOptions(new Uri("https://a"))
        {
            Servers = _known,
            Time = _time,
            Entropy = new FirstChoice(),
        };
        _api = new(options, _servers);
    }

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task ServerThatAnswered_IsAskedAgain()
    {
        _a.Answer(200, Found).Answer(200, Found);

        await GetAsync();
        await GetAsync();

        Assert.Equal(["a", "a"], _servers.Asked);
    }

    [Fact]
    public async Task WriteThatFoundNoConnection_GoesToTheNext_WhichStaysPreferred()
    {
        _servers.Stop("a");
        _b.Answer(201, Found).Answer(200, Found);

        await CreateAsync();
        await GetAsync();

        Assert.Equal(["a", "b", "b"], _servers.Asked);
    }

    [Fact]
    public async Task WriteWhoseAnswerWasLost_IsToldAndNotSentAgain()
    {
        _servers["a"] = new FakeServer().Break();

        await Assert.ThrowsAsync<ApiUnreachableException>(CreateAsync);

        Assert.Equal(["a"], _servers.Asked);
    }

    [Fact]
    public async Task ReadWhoseAnswerWasLost_GoesToTheNext()
    {
        _servers["a"] = new FakeServer().Break();
        _b.Answer(200, Found);

        await GetAsync();

        Assert.Equal(["a", "b"], _servers.Asked);
    }

    [Theory]
    [InlineData("a read", false, null)]
    [InlineData("a write that the server says to bring again", true, "5")]
    public async Task ServerThatIsNotReady_IsLeftForTheNextAtOnce(string what, bool write, string? retryAfter)
    {
        _a.Answer(503, "no leader", retryAfter);
        _b.Answer(200, Found);

        var error = await Record.ExceptionAsync(() => write ? CreateAsync() : GetAsync());

        Assert.True(error is null, what);
        Assert.Equal(["a", "b"], _servers.Asked);
    }

    [Fact]
    public async Task WriteThatMayHaveHappened_IsTheAnswer()
    {
        _a.Answer(503, "the store was lost in the middle");

        var refusal = await Assert.ThrowsAsync<StatusException>(CreateAsync);

        Assert.Equal(503, refusal.Code);
        Assert.Equal(["a"], _servers.Asked);
    }

    [Fact]
    public async Task NobodyThere_EachIsTriedOnce_AndTheFailureNamesTheLast()
    {
        _servers.Stop("a");
        _servers.Stop("b");

        var error = await Assert.ThrowsAsync<ApiUnreachableException>(GetAsync);

        Assert.Equal(["a", "b"], _servers.Asked);
        Assert.StartsWith("GET https://b/api/v1/", error.Message);
    }

    [Fact]
    public async Task ServerThatFailed_ComesAfterTheOthers_UntilItsPauseIsOver()
    {
        _servers.Stop("a");
        _b.Answer(200, Found);
        await GetAsync();
        _servers["a"] = _a.Answer(200, Found).Answer(200, Found);
        _servers.Stop("b");

        await GetAsync();
        _servers["b"] = _b;
        _time.Advance(TimeSpan.FromMinutes(1));
        await GetAsync();

        Assert.Equal(["a", "b", "b", "a", "a"], _servers.Asked);
    }

    [Fact]
    public async Task ServersLearned_AreGoneTo()
    {
        _servers.Stop("a");
        _servers.Stop("b");
        _servers["c"] = new FakeServer().Answer(200, Found);

        _known.Replace([new Uri("https://c")]);
        await GetAsync();

        Assert.Equal(["c"], _servers.Asked);
    }

    [Fact]
    public void Servers_AreNeverNone() => Assert.Throws<ArgumentException>(() => _known.Replace([]));

    private Task<ConfigMap> CreateAsync() => _api.CreateAsync(HttpApiClientTests.Map("a", "v")).AsTask();

    private Task<ConfigMap> GetAsync() => _api.GetAsync<ConfigMap>(new("default", "a")).AsTask();

    private sealed class FirstChoice : Entropy
    {
        public override ulong NextUInt64() => 0;
    }
}
