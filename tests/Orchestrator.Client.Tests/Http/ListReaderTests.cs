using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Client.Http;

namespace Orchestrator.Client.Tests.Http;

public class ListReaderTests
{
    private const string Two = """
        {"kind":"ConfigMapList","unknown":{"items":[1]},
         "metadata":{"resourceVersion":"7","continue":"go","remainingItemCount":3},
         "items":[{"metadata":{"name":"a"},"data":{"k":"[{]}\""}}, {"metadata":{"name":"b"}} ] }
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(64)]
    [InlineData(4096)]
    public async Task HoweverItIsCut_TheListIsTheSame(int pieceBytes)
    {
        var list = await ReadAsync(Two, pieceBytes);
        Assert.Equal(["a", "b"], list.Items.Select(item => item.Metadata.Name));
        Assert.Equal("[{]}\"", ((ConfigMap)list.Items[0]).Data["k"]);
        Assert.Equal(("7", "go", 3), (list.ResourceVersion, list.Continue, list.RemainingItemCount));
    }

    [Theory]
    [InlineData("null items", """{"metadata":{"resourceVersion":"1"},"items":null}""")]
    [InlineData("metadata last", """{"items":[],"metadata":{"resourceVersion":"1"}}""")]
    public async Task EmptyList_HasItsRevision(string what, string json)
    {
        var list = await ReadAsync(json, 5);
        Assert.True(list is { Items.Count: 0, ResourceVersion: "1", Continue: null }, what);
    }

    [Theory]
    [InlineData("cut off", """{"metadata":{},"items":[{"metadata":{"name":"a"}}""")]
    [InlineData("empty", "")]
    [InlineData("no list", "[]")]
    [InlineData("no JSON", "<html>")]
    [InlineData("an item of the wrong shape", """{"items":[{"data":7}]}""")]
    public async Task BrokenList_IsRefused(string what, string json)
    {
        var error = await Record.ExceptionAsync(() => ReadAsync(json, 8));
        Assert.True(error is JsonException or FormatException, $"{what}: {error}");
    }

    [Fact]
    public async Task ItemBeyondTheBound_IsRefused()
    {
        var json = "{\"items\":[{\"data\":{\"k\":\"" + new string('x', 5000) + "\"}}]}";
        await Assert.ThrowsAsync<InvalidDataException>(() => ReadAsync(json, 512));
    }

    private static async Task<ObjectList> ReadAsync(string json, int pieceBytes)
    {
        var stream = new Pieces(Encoding.UTF8.GetBytes(json), pieceBytes);
        var pipe = PipeReader.Create(stream, new StreamPipeReaderOptions(bufferSize: 128));
        return await new ListReader(ApiKinds.Of<ConfigMap>(), pipe, 4096).ReadAsync(default);
    }

    /// <summary>Gives at most so many bytes at a time.</summary>
    private sealed class Pieces(byte[] bytes, int pieceBytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellation = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, pieceBytes)], cancellation);
    }
}
