using System.Runtime.Serialization;
using Akka.Actor;
using Orchestrator.Akka.Remoting;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.Akka.Tests.Remoting;

public sealed class ApiMessageSerializerTests : WireSerializerSuite<IApiMessage>
{
    public static TheoryData<string> Names => [.. Messages.Keys];

    protected override WireSerializer Serializer => new ApiMessageSerializer((ExtendedActorSystem)Sys);

    private static Dictionary<string, IApiMessage> Messages { get; } = new()
    {
        ["open"] = new OpenCall(new CallId(3_000_000_000, 7), CallHeaderCodec.Write(Header()), 70_000, 8),
        ["open-get-scale"] = new OpenCall(new CallId(1, 2), CallHeaderCodec.Write(GetScale()), 0, 8),
        ["chunk"] = new Chunk(300, true, new byte[] { 0, 1, 0xFF }),
        ["pulse"] = new Pulse(12, 20_000),
        ["pulses"] = new Pulses(true, 3_000_000_000, [new(7, 12, 20_000), new(8, 0, 8)]),
        ["end"] = EndCall.Instance,
        ["refused"] = new CallRefused(Statuses.TooManyRequests(1).Status),
        ["aborted"] = new CallAborted("a part was lost – sorry"),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_HasTheseBytes_AndIsReadFromThem(string name) => CheckBytes($"{name}.txt", Messages[name]);

    [Fact]
    public void EveryMessageThereIs_HasAGoldenFileAndThisSerializer() => CheckAll(Messages.Values);

    [Fact]
    public void Header_KeepsEveryField()
    {
        var header = Header();
        Assert.Equal(header, CallHeaderCodec.Read(CallHeaderCodec.Write(header)));
        Assert.DoesNotContain(
            typeof(CallHeader).GetProperties(),
            field => field.Name != nameof(CallHeader.IsRead)
                && (field.GetValue(header) is null or "" or 0L or false));
    }

    [Fact]
    public void UnknownManifestsAndBrokenBytes_AreRefused()
    {
        Assert.Contains(
            "api-chunk-2",
            Assert.Throws<SerializationException>(() => Serializer.FromBinary([0], "api-chunk-2")).Message);
        Assert.Throws<SerializationException>(() => Serializer.FromBinary([], ApiMessageSerializer.PulseManifest));
        Assert.Throws<SerializationException>(
            () => Serializer.FromBinary([1, 2, 3], ApiMessageSerializer.PulseManifest));
        Assert.Throws<SerializationException>(() => Serializer.FromBinary([1, 7], ApiMessageSerializer.ChunkManifest));
        Assert.Throws<SerializationException>(() => Serializer.FromBinary([2, 1], ApiMessageSerializer.PulsesManifest));
        Assert.Throws<SerializationException>(
            () => Serializer.FromBinary([1, 1, 7, 7], ApiMessageSerializer.PulsesManifest));
        Assert.Throws<SerializationException>(() => Serializer.FromBinary([1], ApiMessageSerializer.RefusedManifest));
        Assert.Throws<FormatException>(() => CallHeaderCodec.Read([99]));
        Assert.Throws<FormatException>(() => CallHeaderCodec.Read([1, 1, 1, (byte)'u', 200]));
    }

    [Fact]
    public void MessageWithoutASerializerOfItsOwn_DoesNotLeaveTheProcess()
    {
        var serializer = Sys.Serialization.FindSerializerFor(new object());
        Assert.Throws<SerializationException>(() => serializer.ToBinary(new object()));
    }

    private static CallHeader Header() =>
        ScaleOf(RemoteVerb.Patch, new UserIdentity("jane", ["a", "b"])
        {
            Uid = "u-1",
            Extra = ValueMap.Of<ValueList<string>>(("scopes", ["x", "y"]), ("zone", ["z"])),
        }) with
        {
            ResourceVersion = "42",
            ResourceVersionMatch = "Exact",
            LabelSelector = "app=web",
            FieldSelector = "metadata.name=web",
            Limit = 500,
            Continue = "token",
            AllowBookmarks = true,
            SendInitialEvents = true,
            TimeoutTicks = 10_000_001,
            DryRun = true,
            FieldManager = "kubectl",
            FieldValidation = "Strict",
            PatchType = "merge",
            DeleteOptions = "{}",
            Leader = "lease=a/b; uid=c; transitions=1; holder=d",
        };

    private static CallHeader GetScale() => ScaleOf(RemoteVerb.GetSubresource, UserIdentity.Of("jane"));

    private static CallHeader ScaleOf(RemoteVerb verb, UserIdentity user) => new(verb, user)
    {
        Group = "apps",
        Version = "v1",
        Plural = "deployments",
        Namespace = "default",
        Name = "web",
        Subresource = "scale",
    };
}
