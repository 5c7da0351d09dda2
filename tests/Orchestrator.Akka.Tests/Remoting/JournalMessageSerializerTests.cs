using System.Runtime.Serialization;
using Akka.Actor;
using Orchestrator.Akka.Remoting;

namespace Orchestrator.Akka.Tests.Remoting;

public sealed class JournalMessageSerializerTests : WireSerializerSuite<IJournalMessage>
{
    public static TheoryData<string> Names => [.. Messages.Keys];

    protected override WireSerializer Serializer => new JournalMessageSerializer((ExtendedActorSystem)Sys);

    private static Dictionary<string, IJournalMessage> Messages { get; } = new()
    {
        ["ask-hearing"] = AskHearing.Instance,
        ["hearing"] = new HearingTold(250, 3_600_000),
        ["ask-identity"] = AskIdentity.Instance,
        ["identity"] = new IdentityTold("the database d at h:5432", "01ff", 17, 300),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_HasTheseBytes_AndIsReadFromThem(string name) =>
        Assert.Equal(Messages[name], CheckBytes($"journal-{name}.txt", Messages[name]));

    [Fact]
    public void EveryMessageThereIs_HasAGoldenFileAndThisSerializer() => CheckAll(Messages.Values);

    [Theory]
    [InlineData("unknown", "journal-hearing-9", new byte[] { 1, 2 })]
    [InlineData("too short", JournalMessageSerializer.HearingManifest, new byte[] { 1 })]
    [InlineData("too long", JournalMessageSerializer.HearingManifest, new byte[] { 1, 2, 3 })]
    [InlineData("more than nothing", JournalMessageSerializer.AskHearingManifest, new byte[] { 1 })]
    public void UnknownManifestsAndBrokenBytes_AreRefused(string name, string manifest, byte[] bytes)
    {
        _ = name;
        Assert.Contains(
            manifest, Assert.Throws<SerializationException>(() => Serializer.FromBinary(bytes, manifest)).Message);
    }
}
