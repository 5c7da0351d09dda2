using System.Buffers;
using System.Text;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Tests.Json;

public class CanonicalJsonTests
{
    public static TheoryData<string, ObjectMeta> Metadata => new()
    {
        { "nothing", ObjectMeta.Empty },
        { "name", new() { Name = "a", Namespace = "b" } },
        { "generation", new() { Name = "a", Generation = 3 } },
        { "label that looks like the slot", new() { Labels = ValueMap.Of(("generation", "creationTimestamp")) } },
        { "revision of its own", new() { Name = "a", ResourceVersion = "7" } },
        { "created", new() { Uid = "u", CreationTimestamp = DateTimeOffset.UnixEpoch } },
    };

    [Theory]
    [MemberData(nameof(Metadata))]
    public void At_EqualsSerializingWithTheRevision(string row, ObjectMeta metadata)
    {
        var pod = Pod.Empty with { Metadata = metadata };

        var canonical = CanonicalJson.Of(pod);

        foreach (var revision in (long[])[1, 42, long.MaxValue])
        {
            var expected = JsonCodec.Write(pod with { Metadata = metadata with { ResourceVersion = $"{revision}" } });
            var buffer = new ArrayBufferWriter<byte>();
            canonical.WriteTo(buffer, revision);
            Assert.True(expected.AsSpan().SequenceEqual(canonical.At(revision)),
                $"{row}: {Encoding.UTF8.GetString(canonical.At(revision))}");
            Assert.Equal(expected, buffer.WrittenSpan.ToArray());
        }
    }

    [Fact]
    public void BytesFromAJournal_HaveTheSameSlot()
    {
        var canonical = CanonicalJson.Of(Pod.Empty with { Metadata = new() { Name = "a" } });

        Assert.Equal(canonical, CanonicalJson.Of(canonical.Utf8));
    }
}
