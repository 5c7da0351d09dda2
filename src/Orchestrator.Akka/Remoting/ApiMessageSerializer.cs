using System.Collections.Immutable;
using System.Text;
using Akka.Actor;
using Orchestrator.Api.Json;
using ApiStatus = Orchestrator.Api.Meta.V1.Status;

namespace Orchestrator.Akka.Remoting;

/// <summary>The bytes of every <see cref="IApiMessage"/>, written by hand.</summary>
public sealed class ApiMessageSerializer(ExtendedActorSystem system) : WireSerializer(system, Id, "of the API")
{
    public const int Id = 7_330_145;
    public const string OpenManifest = "api-open-2";
    public const string ChunkManifest = "api-chunk-1";
    public const string PulseManifest = "api-pulse-1";
    public const string PulsesManifest = "api-pulses-1";
    public const string EndManifest = "api-end-1";
    public const string RefusedManifest = "api-refused-1";
    public const string AbortedManifest = "api-aborted-1";

    public override string Manifest(object o) => o switch
    {
        OpenCall => OpenManifest,
        Chunk => ChunkManifest,
        Pulse => PulseManifest,
        Pulses => PulsesManifest,
        EndCall => EndManifest,
        CallRefused => RefusedManifest,
        CallAborted => AbortedManifest,
        _ => throw Foreign(o),
    };

    public override byte[] ToBinary(object obj)
    {
        var to = new WireWriter();
        switch (obj)
        {
            case OpenCall open:
                to.Number(open.Id.Session);
                to.Number(open.Id.Number);
                to.Number(open.BodyBytes);
                to.Number(open.Granted);
                to.Rest(open.Header.Span);
                break;
            case Chunk chunk:
                to.Number(chunk.Number);
                to.Byte(chunk.IsLast ? (byte)1 : (byte)0);
                to.Rest(chunk.Bytes.Span);
                break;
            case Pulse pulse:
                to.Number(pulse.Sent);
                to.Number(pulse.Granted);
                break;
            case Pulses pulses:
                Write(to, pulses);
                break;
            case EndCall:
                break;
            case CallRefused refused:
                to.Rest(JsonCodec.Write(refused.Status));
                break;
            case CallAborted aborted:
                to.Rest(Encoding.UTF8.GetBytes(aborted.Cause));
                break;
            default:
                throw Foreign(obj);
        }
        return to.ToArray();
    }

    protected override object Read(byte[] bytes, string manifest)
    {
        var from = new WireReader(bytes);
        switch (manifest)
        {
            case OpenManifest:
                var id = new CallId(from.Count(), from.Count());
                var body = from.Count();
                if (body > int.MaxValue)
                    throw new FormatException($"a body of {body} bytes");
                var granted = from.Count();
                return new OpenCall(id, from.Rest.ToArray(), (int)body, granted);
            case ChunkManifest:
                var number = from.Count();
                return new Chunk(number, Flag(ref from), from.Rest.ToArray());
            case PulseManifest:
                var pulse = new Pulse(from.Count(), from.Count());
                ThrowUnlessAtEnd(from);
                return pulse;
            case PulsesManifest:
                return ReadPulses(from);
            case EndManifest:
                ThrowUnlessAtEnd(from);
                return EndCall.Instance;
            case RefusedManifest:
                return new CallRefused(JsonCodec.Read<ApiStatus>(bytes));
            case AbortedManifest:
                return new CallAborted(Encoding.UTF8.GetString(bytes));
            default:
                throw Unknown(manifest);
        }
    }

    private static void Write(WireWriter to, Pulses pulses)
    {
        to.Byte(pulses.AreServed ? (byte)1 : (byte)0);
        to.Number(pulses.Session);
        foreach (var entry in pulses.Entries)
        {
            to.Number(entry.Call);
            to.Number(entry.Sent);
            to.Number(entry.Granted);
        }
    }

    private static Pulses ReadPulses(WireReader from)
    {
        var areServed = Flag(ref from);
        var session = from.Count();
        var entries = ImmutableArray.CreateBuilder<PulseEntry>();
        while (!from.IsAtEnd)
            entries.Add(new PulseEntry(from.Count(), from.Count(), from.Count()));
        return new Pulses(areServed, session, entries.DrainToImmutable());
    }

    private static bool Flag(ref WireReader from)
    {
        var flag = from.Byte();
        return flag <= 1 ? flag == 1 : throw new FormatException($"{flag} is neither yes nor no");
    }
}
