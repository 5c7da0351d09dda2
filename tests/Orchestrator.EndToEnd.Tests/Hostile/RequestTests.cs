using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Hostile;

/// <summary>Paths, methods and parameters that are none.</summary>
public sealed class RequestTests(HostileCluster cluster) : IClassFixture<HostileCluster>
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";

    [Theory]
    [InlineData("unknown kind", "/api/v1/namespaces/default/gadgets", 404)]
    [InlineData("unknown group", "/apis/no.such.group/v1/things", 404)]
    [InlineData("unknown version", "/apis/apps/v7/deployments", 404)]
    [InlineData("unknown subresource", ConfigMaps + "/target/soul", 404)]
    [InlineData("unknown object", ConfigMaps + "/nothing", 404)]
    [InlineData("unknown path", "/etc/passwd", 404)]
    [InlineData("too many segments", ConfigMaps + "/target/status/more/and/more", 404)]
    [InlineData("a namespace where none belongs", "/api/v1/namespaces/default/nodes", 404)]
    [InlineData("empty segments", "//api//v1//namespaces", 404)]
    [InlineData("up, encoded", ConfigMaps + "/%2e%2e%2fsecrets", 404)]
    [InlineData("up, half encoded", ConfigMaps + "/..%2f..%2f..%2fkube-system%2fsecrets", 404)]
    [InlineData("a slash in a name", ConfigMaps + "/tar%2fget", 404)]
    [InlineData("up, out of the root", "/../../etc/passwd", 404)]
    [InlineData("a backslash", ConfigMaps + "/..%5c..%5csecrets", 404)]
    [InlineData("markup", ConfigMaps + "/%3Cscript%3E", 404)]
    public Task Path_IsNotFound(string what, string path, int code) =>
        cluster.RefusesAsync(what, code, api => api.GetAsync(path));

    [Theory]
    [InlineData("limit that is no number", "limit=many")]
    [InlineData("revision that is no number", "resourceVersion=yesterday")]
    [InlineData("revision match without a revision", "resourceVersionMatch=Exact")]
    [InlineData("continue token of nobody", "limit=1&continue=bm90aGluZw")]
    [InlineData("label selector with open parentheses", "labelSelector=a+in+((")]
    [InlineData("field selector of an unknown field", "fieldSelector=spec.soul%3Dx")]
    [InlineData("watch of the wrong kind of truth", "watch=true&sendInitialEvents=true")]
    [InlineData("timeout that is no number", "watch=true&timeoutSeconds=soon")]
    public async Task Parameter_IsRefused(string what, string query)
    {
        var answer = await cluster.Admin.GetAsync($"{ConfigMaps}?{query}");

        Assert.True(answer.Code is 400 or 422, $"{what}: {answer.Code} {answer.Body}");
        HostileCluster.AssertStatus(what, answer.Code, answer);
    }

    [Theory]
    [InlineData("dry run of an unknown stage", "dryRun=Some")]
    [InlineData("unknown validation", "fieldValidation=Perhaps")]
    public async Task WriteParameter_IsRefused(string what, string query)
    {
        var before = await cluster.DigestAsync();

        var answer = await cluster.Admin.PostAsync(
            $"{ConfigMaps}?{query}", """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"}}""");

        Assert.True(answer.Code is 400 or 422, $"{what}: {answer.Code} {answer.Body}");
        HostileCluster.AssertStatus(what, answer.Code, answer);
        Assert.Equal(before, await cluster.DigestAsync());
    }

    [Theory]
    [InlineData("PUT of a collection", "PUT", ConfigMaps)]
    [InlineData("PATCH of a collection", "PATCH", ConfigMaps)]
    [InlineData("POST to an object", "POST", ConfigMaps + "/target")]
    [InlineData("a made-up method", "EXPLODE", ConfigMaps)]
    [InlineData("OPTIONS", "OPTIONS", ConfigMaps)]
    [InlineData("DELETE of a subresource", "DELETE", "/api/v1/namespaces/default/status")]
    public Task Method_IsNotAllowed(string what, string method, string path) => cluster.RefusesAsync(what, 405, api =>
        api.SendAsync(method, path, "{}"));

    [Fact]
    public Task AcceptOfWhatIsNotServed_IsRefused() => cluster.RefusesAsync("Accept: text/html", 406, api =>
        api.SendBytesAsync("GET", ConfigMaps, null, headers: ("Accept", "text/html")));

    [Theory]
    [InlineData("16 kB of path", 16)]
    [InlineData("1 MB of path", 1024)]
    public async Task LongPath_IsRefused(string what, int kilobytes)
    {
        // The front end answers before there is a request to speak of: no Status, but no crash either.
        var path = $"/api/v1/{new string('a', kilobytes * 1024)}";
        try
        {
            var answer = await cluster.Admin.GetAsync(path);
            Assert.True(answer.Code is 400 or 404 or 414 or 431, $"{what}: {answer.Code}");
        }
        catch (HttpRequestException)
        {
            // It hung up in the middle of the path.
        }
        Assert.Equal(200, (await cluster.Admin.GetAsync("/readyz")).Code);
    }

    [Theory]
    [InlineData("a NUL", ConfigMaps + "/a%00b")]
    [InlineData("broken percent signs", ConfigMaps + "/%zz%")]
    [InlineData("broken UTF-8", ConfigMaps + "/%c3%28")]
    public async Task BrokenPath_IsRefused(string what, string path)
    {
        var answer = await cluster.Admin.GetAsync(path);

        Assert.True(answer.Code is 400 or 404, $"{what}: {answer.Code}");
        Assert.Equal(200, (await cluster.Admin.GetAsync("/readyz")).Code);
    }
}
