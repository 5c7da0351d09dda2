using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Orchestrator.Akka.Remoting;

/// <summary>The bytes of every <see cref="IJournalMessage"/>, written by hand.</summary>
/// <remarks>As with <see cref="ApiMessageSerializer"/>, identifier and manifests are a contract between versions.</remarks>
public sealed class JournalMessageSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public const int Id = 7_330_147;
    public const string AskHearingManifest = "journal-ask-hearing-1";
    public const string HearingManifest = "journal-hearing-1";

    public override int Identifier => Id;

    public override string Manifest(object o) => o switch
    {
        AskHearing => AskHearingManifest,
        HearingTold => HearingManifest,
        _ => throw Foreign(o),
    };

    public override byte[] ToBinary(object obj)
    {
        var to = new WireWriter();
        switch (obj)
        {
            case AskHearing:
                break;
            case HearingTold told:
                to.Number(told.SilenceMs);
                to.Number(told.SteadyMs);
                break;
            default:
                throw Foreign(obj);
        }
        return to.ToArray();
    }

    /// <exception cref="SerializationException">No manifest of ours, or bytes that are not what it stands for.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return Read(bytes, manifest);
        }
        catch (FormatException error)
        {
            throw new SerializationException($"a message of manifest \"{manifest}\" cannot be read: {error.Message}", error);
        }
    }

    private static IJournalMessage Read(byte[] bytes, string manifest)
    {
        var from = new WireReader(bytes);
        IJournalMessage message = manifest switch
        {
            AskHearingManifest => AskHearing.Instance,
            HearingManifest => new HearingTold(from.Count(), from.Count()),
            _ => throw new SerializationException(
                $"no message about the journal has the manifest \"{manifest}\": the peer may be of a newer version"),
        };
        return from.IsAtEnd ? message : throw new FormatException("bytes are left over");
    }

    private static ArgumentException Foreign(object o) => new($"{o.GetType()} is no message about the journal", nameof(o));
}
