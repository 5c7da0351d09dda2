using System.Text;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.ApiServer.Decoding.Protobuf;

namespace Orchestrator.ApiServer.Tests.Decoding;

public class ProtobufTranscoderTests
{
    // What `kubectl create namespace foo` sends.
    private const string NamespaceBody =
        "6b3873000a0f0a02763112094e616d657370616365121b0a130a03666f6f12001a0022002a00320038004200"
        + "12001a020a001a002200";

    private static byte[] Text(int number, string text) => Bytes(number, Encoding.UTF8.GetBytes(text));

    private static byte[] Bytes(int number, params byte[][] parts)
    {
        var content = parts.SelectMany(p => p).ToArray();
        return [(byte)(number << 3 | 2), (byte)content.Length, .. content];
    }

    private static byte[] Number(int number, byte value) => [(byte)(number << 3), value];

    private static string Json(byte[] raw, Api.Schema.TypeSchema schema) =>
        Encoding.UTF8.GetString(ProtobufTranscoder.ToJson((byte[])[.. "k8s\0"u8, .. Bytes(2, raw)], schema));

    [Fact]
    public void BodyOfKubectl_IsItsJson()
    {
        var json = Encoding.UTF8.GetString(
            ProtobufTranscoder.ToJson(Convert.FromHexString(NamespaceBody), Namespace.Schema));
        Assert.Equal(
            """{"kind":"Namespace","apiVersion":"v1","metadata":{"name":"foo"},"spec":{},"status":{}}""", json);
    }

    [Fact]
    public void Maps_Bytes_AndFlags_KeepTheirForm()
    {
        var raw = (byte[])[.. Bytes(2, Text(1, "k"), Bytes(2, [1, 2, 3])), .. Text(3, "Opaque"), .. Number(5, 1)];
        var json = Json(raw, Secret.Schema);
        Assert.Contains("\"data\":{\"k\":\"AQID\"}", json);
        Assert.Contains("\"type\":\"Opaque\"", json);
        Assert.Contains("\"immutable\":true", json);
    }

    [Fact]
    public void ListsOfTextWithinAMap_AreMessagesOfTheirOwn()
    {
        var extra = Bytes(6, Text(1, "scopes"), Bytes(2, Text(1, "a"), Text(1, "b")));
        Assert.Equal(
            """{"spec":{"extra":{"scopes":["a","b"]}}}""",
            Json(Bytes(2, extra), Api.Certificates.V1.CertificateSigningRequest.Schema));
    }

    [Fact]
    public void OptionalZero_IsKept()
    {
        var raw = Bytes(2, Number(1, 0));
        Assert.Equal("""{"spec":{"replicas":0}}""", Json(raw, Deployment.Schema));
    }

    [Fact]
    public void IntOrString_IsEither()
    {
        byte[] Port(byte[] target) => Bytes(2, Bytes(1, [.. Number(3, 80), .. Bytes(4, target)]));
        Assert.Equal(
            """{"spec":{"ports":[{"port":80,"targetPort":8}]}}""", Json(Port([.. Number(1, 0), .. Number(2, 8)]), Service.Schema));
        Assert.Equal(
            """{"spec":{"ports":[{"port":80,"targetPort":"web"}]}}""",
            Json(Port([.. Number(1, 1), .. Number(2, 0), .. Text(3, "web")]), Service.Schema));
    }

    [Fact]
    public void InlinedSource_LiesInTheVolumeItself()
    {
        var volume = Bytes(1, [.. Text(1, "v"), .. Bytes(2, Bytes(2, []))]);
        Assert.Equal("""{"spec":{"volumes":[{"name":"v","emptyDir":{}}]}}""", Json(Bytes(2, volume), Pod.Schema));
    }

    [Theory]
    [InlineData("7b7d")]
    [InlineData("6b387300ff")]
    [InlineData("6b387300120a0a")]
    [InlineData("6b38730012060aff01ffffff")]
    public void Garbage_IsAFormatError(string hex) =>
        Assert.ThrowsAny<FormatException>(() => ProtobufTranscoder.ToJson(Convert.FromHexString(hex), Pod.Schema));
}
