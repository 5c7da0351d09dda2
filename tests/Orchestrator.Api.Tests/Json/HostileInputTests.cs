using System.Text;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;
using Orchestrator.Api.Patches;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Tests.Json;

/// <summary>Whatever comes in, there is a value or a <see cref="JsonDecodeException"/>, and nothing else.</summary>
public class HostileInputTests
{
    private const int Rounds = 4000;

    private static readonly byte[] Sample = JsonCodec.Write(Deployment.Empty with
    {
        Metadata = new()
        {
            Name = "größe",
            CreationTimestamp = DateTimeOffset.UnixEpoch,
            Labels = ValueMap.Of(("a", "b"), ("c", "\"\\\u0001")),
            Finalizers = ["x", "y"],
            ManagedFields = [new() { FieldsV1 = RawJson.Parse("""{"f:a":{"k":[1,2.50,null]}}"""u8) }],
        },
        Spec = new()
        {
            Replicas = 3,
            Strategy = new() { RollingUpdate = new() { MaxSurge = "25%", MaxUnavailable = 1 } },
            Template = new()
            {
                Spec = new()
                {
                    Containers =
                    [
                        new()
                        {
                            Name = "c",
                            Ports = [new() { ContainerPortValue = 80 }],
                            Resources = new() { Limits = ValueMap.Of(("cpu", Quantity.Parse("1500m"))) },
                        },
                    ],
                },
            },
        },
    });

    [Fact]
    public void SpoiltDocuments_AreReadOrRefused()
    {
        var refused = 0;
        for (uint seed = 1; seed <= Rounds; seed++)
        {
            var spoilt = Spoil(Sample, seed);
            try
            {
                var read = JsonCodec.Read<Deployment>(spoilt, new StrictErrors());
                Assert.Equal(read, JsonCodec.Read<Deployment>(JsonCodec.Write(read)));
            }
            catch (JsonDecodeException)
            {
                refused++;
            }
        }
        Assert.InRange(refused, Rounds / 10, Rounds - (Rounds / 50));
    }

    [Fact]
    public void SpoiltPatches_AreAppliedOrRefused()
    {
        byte[][] patches =
        [
            """[{"op":"add","path":"/metadata/labels/x","value":{"a":[1]}},{"op":"test","path":"/spec/replicas","value":3}]"""u8.ToArray(),
            """{"metadata":{"labels":{"a":null}},"spec":{"template":{"spec":{"containers":[{"name":"c"}]}}}}"""u8.ToArray(),
            """{"metadata":{"$setElementOrder/finalizers":["y","x"],"$deleteFromPrimitiveList/finalizers":["x"]},"spec":{"template":{"spec":{"containers":[{"$patch":"delete","name":"c"},{"name":"d"}]}},"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}"""u8.ToArray(),
        ];
        var applied = new int[patches.Length];
        for (uint seed = 1; seed <= Rounds; seed++)
        {
            for (var type = 0; type < patches.Length; type++)
            {
                try
                {
                    PatchApplier.Apply((PatchType)type, Sample, Spoil(patches[type], seed), Deployment.Schema);
                    applied[type]++;
                }
                catch (PatchException)
                {
                    // refused with a reason, which is all that is asked
                }
            }
        }
        Assert.All(applied, count => Assert.InRange(count, 1, Rounds - 1));
    }

    [Theory]
    [InlineData("""{"spec":{"containers":[{"resources":{"limits":{"cpu":1e999999999}}}]}}""")]
    [InlineData("""{"spec":{"containers":[{"resources":{"limits":{"cpu":"1e-999999999"}}}]}}""")]
    [InlineData("""{"spec":{"priority":-99999999999999999999999999999999}}""")]
    [InlineData("""{"metadata":{"creationTimestamp":"9999-12-31T23:59:59-23:59"}}""")]
    [InlineData("""{"metadata":{"creationTimestamp":5}}""")]
    [InlineData("""{"metadata":{"labels":[]}}""")]
    [InlineData("""{"kind":5}""")]
    public void ImpossibleValues_AreRefused(string json) =>
        Assert.Throws<JsonDecodeException>(() => JsonCodec.Read<Pod>(Encoding.UTF8.GetBytes(json)));

    // One to four bytes become others, or pieces are doubled or cut: all decided by the seed.
    private static byte[] Spoil(byte[] original, uint seed)
    {
        var bytes = original.ToList();
        var state = seed * 2654435761u;
        uint Next(int max)
        {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            return state % (uint)max;
        }
        for (var changes = Next(4); ; changes--)
        {
            var at = (int)Next(bytes.Count);
            switch (Next(4))
            {
                case 0:
                    bytes[at] = (byte)Next(256);
                    break;
                case 1:
                    bytes[at] = "{}[]\",:0-null\\"u8[(int)Next(14)];
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min((int)Next(8), bytes.Count - at - 1));
                    break;
                default:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min((int)Next(40), bytes.Count - at)));
                    break;
            }
            if (changes == 0)
                return [.. bytes];
        }
    }
}
