using System.Text;
using Orchestrator.EndToEnd.Tests.Harness;

namespace Orchestrator.EndToEnd.Tests.Hostile;

/// <summary>Bodies that are no objects, or not the ones asked for.</summary>
public sealed class BodyTests(HostileCluster cluster) : IClassFixture<HostileCluster>
{
    private const string ConfigMaps = "/api/v1/namespaces/default/configmaps";
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";
    private const string JsonPatch = "application/json-patch+json";
    private const string MergePatch = "application/merge-patch+json";
    private const string StrategicPatch = "application/strategic-merge-patch+json";
    private const string Target = ConfigMaps + "/target";
    private const string BrokenQuantity = """
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"},"spec":{"containers":[
         {"name":"a","image":"a","resources":{"requests":{"cpu":"lots"}}}]}}
        """;

    private const int BytesMax = 3 * 1024 * 1024;

    public static TheoryData<string, int, string, string> Bodies => new()
    {
        { "nothing", 400, ConfigMaps, "" },
        { "no JSON", 400, ConfigMaps, "\u0001\u0002 garbage" },
        { "cut off", 400, ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"na""" },
        { "two objects", 400, ConfigMaps, Map("name: a").Trim() + Map("b") },
        { "an array", 400, ConfigMaps, "[]" },
        { "a number", 400, ConfigMaps, "7" },
        { "null", 422, ConfigMaps, "null" },
        { "data is a number", 400, ConfigMaps, With("data", "5") },
        { "data holds a list", 400, ConfigMaps, With("data", """{"a":[]}""") },
        { "metadata is a list", 400, ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":[]}""" },
        { "name is a number", 400, ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":5}}""" },
        { "name is missing", 422, ConfigMaps, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{}}""" },
        { "name leaves its directory", 422, ConfigMaps, Map("../secrets/a") },
        { "name with a NUL", 422, ConfigMaps, Map("a\\u0000b") },
        { "name of 300 characters", 422, ConfigMaps, Map(new string('a', 300)) },
        { "half a surrogate pair", 400, ConfigMaps, Map("a\\ud800") },
        { "another kind", 400, ConfigMaps, """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"a"}}""" },
        { "an unknown kind", 400, ConfigMaps, """{"apiVersion":"v1","kind":"Gadget","metadata":{"name":"a"}}""" },
        { "another version", 400, ConfigMaps, """{"apiVersion":"v9","kind":"ConfigMap","metadata":{"name":"a"}}""" },
        { "another namespace", 400, ConfigMaps, Map("""a","namespace":"kube-system""") },
        { "a namespace that is not there", 404, "/api/v1/namespaces/nowhere/configmaps", Map("a") },
        { "a number beyond all numbers", 400, Deployments, Scaled("""{"replicas":99999999999999999999}""") },
        { "a fraction of a replica", 400, Deployments, Scaled("""{"replicas":1.5}""") },
        { "no selector", 422, Deployments, Scaled("""{}""") },
        { "a broken quantity", 400, "/api/v1/namespaces/default/pods", BrokenQuantity },
        { "an unknown field, strictly", 400, ConfigMaps + "?fieldValidation=Strict", With("datum", "{}") },
        { "a field twice, strictly", 400, ConfigMaps + "?fieldValidation=Strict", With("data", """{},"data":{}""") },
    };

    public static TheoryData<string, int, string, string> Patches => new()
    {
        { "JSON patch of nothing there", 422, JsonPatch, """[{"op":"remove","path":"/data/nothing"}]""" },
        { "JSON patch, failed test", 422, JsonPatch, """[{"op":"test","path":"/data/a","value":"2"}]""" },
        { "JSON patch, unknown operation", 400, JsonPatch, """[{"op":"explode","path":"/data/a"}]""" },
        { "JSON patch that is an object", 400, JsonPatch, "{}" },
        { "JSON patch of 20,000 operations", 413, JsonPatch, Many(20_000) },
        { "merge patch that is a list", 400, MergePatch, "[]" },
        { "merge patch of the name", 400, MergePatch, """{"metadata":{"name":"other"}}""" },
        { "merge patch to another type", 400, MergePatch, """{"data":7}""" },
        { "merge patch that is no JSON", 400, MergePatch, "{{{" },
        { "strategic patch, wrong directive", 400, StrategicPatch, """{"$patch":"explode"}""" },
        { "plain JSON as a patch", 415, "application/json", "{}" },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public Task Body_IsRefused(string what, int code, string path, string body) =>
        cluster.RefusesAsync(what, code, api => api.PostAsync(path, body));

    [Theory]
    [MemberData(nameof(Patches))]
    public Task Patch_IsRefused(string what, int code, string type, string body) =>
        cluster.RefusesAsync(what, code, api => api.SendAsync("PATCH", Target, body, type));

    [Theory]
    [InlineData("announced", false)]
    [InlineData("in chunks", true)]
    public Task TooLarge_IsRefused(string how, bool chunked) => cluster.RefusesAsync(how, 413, api =>
        api.SendBytesAsync(
            "POST", ConfigMaps, Encoding.UTF8.GetBytes(Map("a").PadRight(BytesMax + 1)), chunked: chunked));

    [Theory]
    [InlineData("lists", "[")]
    [InlineData("objects", "{\"a\":")]
    public Task DeepJson_IsRefused(string of, string level) => cluster.RefusesAsync(of, 400, api =>
        api.PostAsync(ConfigMaps, string.Concat(Enumerable.Repeat(level, 200_000))));

    [Fact]
    public Task DeepUnknownField_IsRefused() => cluster.RefusesAsync("well-formed and deep", 400, api => api.PostAsync(
        ConfigMaps, Map("a")[..^1] + ",\"x\":" + new string('[', 50_000) + new string(']', 50_000) + "}"));

    [Fact]
    public Task BadUtf8_IsRefused() => cluster.RefusesAsync("bytes C3 28 FF", 400, api => api.SendBytesAsync(
        "POST", ConfigMaps,
        [.. Encoding.UTF8.GetBytes(Map("a")[..^1] + ",\"data\":{\"a\":\""), 0xC3, 0x28, 0xFF, .. "\"}}"u8]));

    [Theory]
    [InlineData("markup", "text/xml")]
    [InlineData("a form", "application/x-www-form-urlencoded")]
    [InlineData("bytes", "application/octet-stream")]
    public Task ContentType_IsRefused(string what, string type) =>
        cluster.RefusesAsync(what, 415, api => api.SendAsync("POST", ConfigMaps, Map("a"), type));

    [Fact]
    public Task GarbageAsProtobuf_IsRefused() => cluster.RefusesAsync("a broken message", 400, api =>
        api.SendBytesAsync(
            "POST", ConfigMaps, [0x6b, 0x38, 0x73, 0x00, 0xff, 0xff, 0xff, 0xff, 0x0f],
            "application/vnd.kubernetes.protobuf"));

    private static string With(string field, string json) => $"{Map("a")[..^1]},\"{field}\":{json}}}";

    private static string Scaled(string spec) =>
        $$$"""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"a"},"spec":{{{spec}}}}""";

    private static string Map(string name) =>
        $$$"""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}"}}""";

    private static string Many(int count) =>
        $"[{string.Join(',', Enumerable.Repeat("""{"op":"add","path":"/data/b","value":"1"}""", count))}]";
}
