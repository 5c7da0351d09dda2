using Akka.Actor;

namespace Orchestrator.Akka.Remoting;

/// <summary>The bytes of every <see cref="IJournalMessage"/>, written by hand.</summary>
public sealed class JournalMessageSerializer(ExtendedActorSystem system)
    : WireSerializer(system, Id, "about the journal")
{
    public const int Id = 7_330_147;
    public const string AskHearingManifest = "journal-ask-hearing-1";
    public const string HearingManifest = "journal-hearing-1";
    public const string AskIdentityManifest = "journal-ask-identity-1";
    public const string IdentityManifest = "journal-identity-1";

    public override string Manifest(object o) => o switch
    {
        AskHearing => AskHearingManifest,
        HearingTold => HearingManifest,
        AskIdentity => AskIdentityManifest,
        IdentityTold => IdentityManifest,
        _ => throw Foreign(o),
    };

    public override byte[] ToBinary(object obj)
    {
        var to = new WireWriter();
        switch (obj)
        {
            case AskHearing or AskIdentity:
                break;
            case IdentityTold told:
                to.Text(told.Name);
                to.Text(told.FirstSeal);
                to.Number(told.Epoch);
                to.Number(told.Sequence);
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

    protected override object Read(byte[] bytes, string manifest)
    {
        var from = new WireReader(bytes);
        IJournalMessage message = manifest switch
        {
            AskHearingManifest => AskHearing.Instance,
            HearingManifest => new HearingTold(from.Count(), from.Count()),
            AskIdentityManifest => AskIdentity.Instance,
            IdentityManifest => new IdentityTold(from.Text(), from.Text(), from.Count(), from.Count()),
            _ => throw Unknown(manifest),
        };
        ThrowUnlessAtEnd(from);
        return message;
    }
}
