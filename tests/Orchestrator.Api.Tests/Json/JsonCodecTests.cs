using System.Text;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Tests.Json;

public class JsonCodecTests
{
    public static TheoryData<string, string, string> WrongTypes => new()
    {
        {
            "text for a number", """{"spec":{"replicas":"three"}}""",
            "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32"
        },
        {
            "a fraction", """{"spec":{"replicas":1.5}}""",
            "json: cannot unmarshal number 1.5 into Go struct field DeploymentSpec.spec.replicas of type int32"
        },
        {
            "an exponent", """{"spec":{"replicas":1e2}}""",
            "json: cannot unmarshal number 1e2 into Go struct field DeploymentSpec.spec.replicas of type int32"
        },
        {
            "too large", """{"spec":{"replicas":3000000000}}""",
            "json: cannot unmarshal number 3000000000 into Go struct field DeploymentSpec.spec.replicas of type int32"
        },
        {
            "number for text, in a list",
                """{"spec":{"template":{"spec":{"containers":[{"name":"a"},{"image":7}]}}}}""",
            "json: cannot unmarshal number into Go struct field Container.spec.template.spec.containers.image of type string"
        },
        {
            "an object for a list", """{"spec":{"template":{"spec":{"containers":{}}}}}""",
            "json: cannot unmarshal object into Go struct field PodSpec.spec.template.spec.containers of type []v1.Container"
        },
        {
            "text for an item", """{"spec":{"template":{"spec":{"containers":["a"]}}}}""",
            "json: cannot unmarshal string into Go struct field PodSpec.spec.template.spec.containers of type v1.Container"
        },
        {
            "a number for a label", """{"metadata":{"labels":{"a":1}}}""",
            "json: cannot unmarshal number into Go struct field ObjectMeta.metadata.labels.a of type string"
        },
        {
            "text for a bool", """{"spec":{"paused":"yes"}}""",
            "json: cannot unmarshal string into Go struct field DeploymentSpec.spec.paused of type bool"
        },
        { "a list for the object", "[]", "json: cannot unmarshal array into Go value of type v1.Deployment" },
        {
            "text for a quantity",
            """{"spec":{"template":{"spec":{"containers":[{"resources":{"limits":{"cpu":"much"}}}]}}}}""",
            "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"
            + " (at spec.template.spec.containers[0].resources.limits.cpu)"
        },
        {
            "text for a time", """{"metadata":{"creationTimestamp":"soon"}}""",
            "parsing time \"soon\" as \"2006-01-02T15:04:05Z07:00\": not an RFC 3339 date and time (at metadata.creationTimestamp)"
        },
    };

    [Theory]
    [MemberData(nameof(WrongTypes))]
    public void WrongType_IsToldWithItsPlace(string row, string json, string message)
    {
        var error = Assert.Throws<JsonDecodeException>(() => Read<Deployment>(json));

        Assert.True(message == error.Message, $"{row}: {error.Message}");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}{}")]
    [InlineData("{} x")]
    [InlineData("{\"spec\":}")]
    [InlineData("{\"spec\":{},}")]
    [InlineData("{'spec':{}}")]
    [InlineData("// comment\n{}")]
    public void NotJson_IsRefused(string json) => Assert.Throws<JsonDecodeException>(() => Read<Pod>(json));

    [Fact]
    public void BadUtf8_IsRefusedEvenInAnUnknownField()
    {
        byte[] bytes = [.. "{\"nobody\":\""u8, 0xff, 0xfe, .. "\"}"u8];

        Assert.Throws<JsonDecodeException>(() => JsonCodec.Read<Pod>(bytes));
    }

    [Fact]
    public void HalfASurrogatePair_IsRefused() =>
        Assert.Throws<JsonDecodeException>(() => Read<Pod>("""{"metadata":{"name":"a\ud800"}}"""));

    [Theory]
    [InlineData("{\"metadata\":{\"managedFields\":[{\"fieldsV1\":", "{\"a\":", "}")]
    [InlineData("{\"nobody\":", "[", "]")]
    public void DeepNesting_IsRefused(string head, string open, string close)
    {
        var before = string.Concat(Enumerable.Repeat(open, 100_000));
        var json = $"{head}{before}1{string.Concat(Enumerable.Repeat(close, 100_000))}";

        Assert.Throws<JsonDecodeException>(() => Read<Pod>(json));
    }

    [Fact]
    public void HugeNumbers_AreRefused()
    {
        var json = "{\"metadata\":{\"generation\":" + new string('9', 1_000_000) + "}}";

        Assert.Throws<JsonDecodeException>(() => Read<Pod>(json));
    }

    [Fact]
    public void UnknownAndDuplicateFields_AreReportedWithTheirPaths()
    {
        var strict = new StrictErrors();

        var read = JsonCodec.Read<Deployment>(
            """
            {"metadata":{"name":"a","labels":{"x":"1","x":"2"},"name":"b"},
             "spec":{"replicaz":3,"template":{"spec":{"containers":[{"name":"c"},{"name":"d","foo":{"bar":1}}]}}},"extra":[1]}
            """u8,
            strict);

        Assert.Equal("b", read.Metadata.Name);
        Assert.Equal("2", read.Metadata.Labels["x"]);
        Assert.Equal(
            [
                "duplicate field \"metadata.labels.x\"",
                "duplicate field \"metadata.name\"",
                "unknown field \"spec.replicaz\"",
                "unknown field \"spec.template.spec.containers[1].foo\"",
                "unknown field \"extra\"",
            ],
            strict.Found);
    }

    [Fact]
    public void UnsortedMapKeys_AreSortedAndRepeatsFound()
    {
        var strict = new StrictErrors();

        var read = JsonCodec.Read<ConfigMap>("""{"data":{"c":"1","a":"2","b":"3","a":"4"}}"""u8, strict);

        Assert.Equal(["a", "b", "c"], read.Data.Keys);
        Assert.Equal("4", read.Data["a"]);
        Assert.Equal(["duplicate field \"data.a\""], strict.Found);
    }

    [Fact]
    public void ManyUnknownFields_ReportsABoundedNumber()
    {
        var strict = new StrictErrors();

        var fields = string.Join(',', Enumerable.Range(0, 5000).Select(i => $"\"x{i}\":1"));
        JsonCodec.Read<Pod>(Encoding.UTF8.GetBytes($"{{{fields}}}"), strict);

        Assert.Equal(100, strict.Found.Count);
    }

    [Fact]
    public void Null_ReadsAsAbsent()
    {
        var read = Read<Pod>(
            """{"metadata":null,"spec":{"containers":null,"nodeName":null,"hostNetwork":null,"priority":null,"affinity":null},"status":null}""");

        Assert.Equal(Pod.Empty, read);
    }

    [Fact]
    public void EmptyTextThatMeansNone_EqualsNone()
    {
        Assert.Null(Read<Pod>("""{"spec":{"nodeName":""}}""").Spec.NodeName);
        Assert.Equal("", Read<Pod>("""{"spec":{"runtimeClassName":""}}""").Spec.RuntimeClassName);
    }

    [Fact]
    public void EscapedNames_AreFields() =>
        Assert.Equal("a", Read<Pod>("""{"meta\u0064ata":{"n\u0061me":"\u0061"}}""").Metadata.Name);

    [Fact]
    public void NumbersWhereQuantitiesGo_AreRead()
    {
        var read = Read<Pod>("""{"spec":{"containers":[{"resources":{"limits":{"cpu":0.5,"memory":128}}}]}}""");

        Assert.Equal(Quantity.Parse("500m"), read.Spec.Containers[0].Resources.Limits["cpu"]);
        Assert.Equal("128", read.Spec.Containers[0].Resources.Limits["memory"].ToString());
    }

    [Theory]
    [InlineData("""{"apiVersion":"apps/v1","kind":"Deployment","x":[{}]}""", "apps/v1", "Deployment")]
    [InlineData("""{"x":{"kind":"No"},"kind":"Deployment"}""", "", "Deployment")]
    [InlineData("{}", "", "")]
    public void ReadTypeMeta_FindsWhatTheDocumentSays(string json, string apiVersion, string kind) =>
        Assert.Equal(new TypeMeta(apiVersion, kind), JsonCodec.ReadTypeMeta(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void ReadTypeMeta_OfNoObject_IsRefused() =>
        Assert.Throws<JsonDecodeException>(() => JsonCodec.ReadTypeMeta("[1]"u8));

    private static T Read<T>(string json)
        where T : IApiType<T> => JsonCodec.Read<T>(Encoding.UTF8.GetBytes(json));
}
