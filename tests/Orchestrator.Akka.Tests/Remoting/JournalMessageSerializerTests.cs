using System.Runtime.Serialization;
using Akka.Actor;
using Akka.TestKit.Xunit2;
using Orchestrator.Akka.Remoting;
using Orchestrator.Testing;

namespace Orchestrator.Akka.Tests.Remoting;

public sealed class JournalMessageSerializerTests() : TestKit(RemoteApiConfig.Hocon.PrependedBy(
    "akka { loglevel = OFF, stdout-loglevel = OFF }"))
{
    private JournalMessageSerializer Serializer => new((ExtendedActorSystem)Sys);

    public static TheoryData<string> Names => [.. Messages.Keys];

    private static Dictionary<string, IJournalMessage> Messages { get; } = new()
    {
        ["ask-hearing"] = AskHearing.Instance,
        ["hearing"] = new HearingTold(250, 3_600_000),
    };

    [Theory]
    [MemberData(nameof(Names))]
    public void Message_HasTheseBytes_AndIsReadFromThem(string name)
    {
        var message = Messages[name];
        var bytes = Serializer.ToBinary(message);
        var manifest = Serializer.Manifest(message);
        Golden.Text(
            $"journal-{name}.txt", $"{JournalMessageSerializer.Id} {manifest}\n{Convert.ToHexStringLower(bytes)}\n");
        Assert.Equal(message, Serializer.FromBinary(bytes, manifest));
    }

    [Fact]
    public void EveryMessageThereIs_HasAGoldenFileAndThisSerializer()
    {
        var all = typeof(IJournalMessage).Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IJournalMessage)) && !type.IsInterface);
        Assert.Equal(all.Select(type => type.Name).Order(), Messages.Values.Select(m => m.GetType().Name).Order());
        Assert.All(
            Messages.Values,
            message => Assert.IsType<JournalMessageSerializer>(Sys.Serialization.FindSerializerFor(message)));
    }

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
