using System.Text;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Store.Tests;

public class StoredObjectTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(12345)]
    [InlineData(long.MaxValue)]
    public void Fill_AnyRevision_GivesTheJsonAPlainEncodingGives(long revision)
    {
        var stored = StoredObject.Prepare(Objects.Key("a"), Objects.Map("a"), Objects.Codec);
        stored.Fill(revision);

        var plain = Objects.Codec.Encode(Objects.Map("a")).At(revision);
        Assert.Equal(Encoding.UTF8.GetString(plain), Encoding.UTF8.GetString(stored.Json.Span));
        Assert.Equal(revision.ToString(), stored.Object.Metadata.ResourceVersion);
    }

    [Fact]
    public void Prepare_ObjectWithAnOldResourceVersion_IgnoresIt()
    {
        var old = Objects.Map("a");
        old = old with { Metadata = old.Metadata with { ResourceVersion = "7" } };
        var stored = StoredObject.Prepare(Objects.Key("a"), old, Objects.Codec);
        stored.Fill(8);

        Assert.Contains("\"resourceVersion\":\"8\"", Encoding.UTF8.GetString(stored.Json.Span));
        Assert.DoesNotContain("\"7\"", Encoding.UTF8.GetString(stored.Json.Span));
        Assert.Equal("8", stored.Object.Metadata.ResourceVersion);
    }

    [Fact]
    public void Object_AskedTwice_IsOneInstance()
    {
        var stored = StoredObject.Prepare(Objects.Key("a"), Objects.Map("a"), Objects.Codec);
        stored.Fill(3);
        Assert.Same(stored.Object, stored.Object);
    }

    [Fact]
    public void Recovered_IsDecodedOnDemand_AndEqualsWhatWasWritten()
    {
        var stored = StoredObject.Prepare(Objects.Key("a"), Objects.Map("a", "text"), Objects.Codec);
        stored.Fill(3);
        var recovered = StoredObject.Recovered(Objects.Key("a"), stored.Json.ToArray(), 3, Objects.Codec);

        Assert.Equal(stored.Object, recovered.Object);
        Assert.Same(recovered.Object, recovered.Object);
    }

    [Fact]
    public void Weaken_WhileSomebodyHoldsTheObject_StillGivesThatInstance()
    {
        var stored = StoredObject.Prepare(Objects.Key("a"), Objects.Map("a"), Objects.Codec);
        stored.Fill(3);
        var held = stored.Object;
        stored.Weaken();
        Assert.Same(held, stored.Object);
        GC.KeepAlive(held);
    }

    [Fact]
    public void Weaken_BeforeAnyoneAsked_DecodesFromTheBytes()
    {
        var stored = StoredObject.Prepare(Objects.Key("a"), Objects.Map("a", "t"), Objects.Codec);
        stored.Fill(3);
        stored.Weaken();
        Assert.Equal("t", ((ConfigMap)stored.Object).Data["text"]);
    }
}
