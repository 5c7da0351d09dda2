using System.Net;
using System.Text.Json;

namespace Orchestrator.ApiServer.Tests.Http;

/// <summary>Requests that are refused before any of it reaches a handler.</summary>
public class UnreadableRequestTests(HttpServer server) : IClassFixture<HttpServer>
{
    private const string Pods = "/api/v1/namespaces/default/pods";

    public static TheoryData<string, string, int> Raw => new()
    {
        { "a NUL in the path", $"GET {Pods}/a%00b HTTP/1.1\r\nHost: x\r\n\r\n", 400 },
        { "a NUL alone", "GET /%00 HTTP/1.1\r\nHost: x\r\n\r\n", 400 },
        { "no host", $"GET {Pods} HTTP/1.1\r\n\r\n", 400 },
        { "no HTTP", "hello\r\n\r\n", 400 },
        { "a header without a name", $"GET {Pods} HTTP/1.1\r\nHost: x\r\n: y\r\n\r\n", 400 },
        { "two lengths", $"POST {Pods} HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\na", 400 },
        { "a path over 64 KiB", $"GET {Pods}/{new string('a', 64 * 1024)} HTTP/1.1\r\nHost: x\r\n\r\n", 414 },
        { "a path over what is read", $"GET {Pods}/{new string('a', 300 * 1024)} HTTP/1.1\r\nHost: x\r\n\r\n", 414 },
        { "headers over 32 KiB", $"GET {Pods} HTTP/1.1\r\nHost: x\r\nX: {new string('a', 33 * 1024)}\r\n\r\n", 431 },
        { "headers over what is read", $"GET {Pods} HTTP/1.1\r\nHost: x\r\nX: {new string('a', 300 * 1024)}\r\n\r\n", 431 },
        { "too many headers", $"GET {Pods} HTTP/1.1\r\nHost: x\r\n{string.Concat(Enumerable.Range(0, 600).Select(i => $"X{i}: y\r\n"))}\r\n", 431 },
    };

    [Theory]
    [MemberData(nameof(Raw))]
    public async Task OverHttp11_IsAnsweredWithAStatus(string name, string request, int code)
    {
        var answer = await server.RawAsync(request);

        Assert.StartsWith($"HTTP/1.1 {code} ", answer, StringComparison.Ordinal);
        Assert.Contains("content-type: application/json\r\n", answer, StringComparison.OrdinalIgnoreCase);
        var body = answer[(answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4)..];
        Assert.Contains($"content-length: {body.Length}\r\n", answer, StringComparison.OrdinalIgnoreCase);
        AssertStatus(name, code, body);
        Assert.Empty(server.Failures);
    }

    [Fact]
    public async Task OverHttp11_AfterAGoodRequest_IsAnsweredWithAStatus()
    {
        var answers = await server.RawAsync(
            "GET /readyz HTTP/1.1\r\nHost: x\r\n\r\nGET /%00 HTTP/1.1\r\nHost: x\r\n\r\n");
        Assert.StartsWith("HTTP/1.1 200 OK\r\n", answers, StringComparison.Ordinal);
        AssertStatus("second", 400, answers[answers.LastIndexOf("\r\n\r\n", StringComparison.Ordinal)..]);
    }

    [Theory]
    [InlineData("path", 64 * 1024, 0, 414)]
    [InlineData("headers", 0, 33 * 1024, 431)]
    public async Task OverHttp2_TooLong_IsAnsweredWithAStatus(string name, int path, int header, int code)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Pods}/{new string('a', path)}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("X", new string('a', header));
        using var response = await server.Admin.SendAsync(request);
        Assert.Equal((name, code), (name, (int)response.StatusCode));
        AssertStatus(name, code, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task OverHttp2_NulInThePath_EndsThatRequestAlone()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Pods}/a%00b")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        await Assert.ThrowsAsync<HttpRequestException>(() => server.Admin.SendAsync(request));
        Assert.Equal(200, (await server.SendAsync(HttpMethod.Get, Pods)).Code);
        Assert.Empty(server.Failures);
    }

    [Theory]
    [InlineData(60 * 1024, 0)]
    [InlineData(0, 30 * 1024)]
    public async Task LongButAllowed_IsServed(int query, int header)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Pods}?x={new string('a', query)}");
        request.Headers.TryAddWithoutValidation("X", new string('a', header));
        using var response = await server.Admin.SendAsync(request);
        Assert.Equal(200, (int)response.StatusCode);
    }

    private static void AssertStatus(string name, int code, string body)
    {
        using var status = JsonDocument.Parse(body);
        Assert.Equal(
            (name, "Status", "Failure", code),
            (name, status.RootElement.GetProperty("kind").GetString(), status.RootElement.GetProperty("status").GetString(),
                status.RootElement.GetProperty("code").GetInt32()));
    }
}
