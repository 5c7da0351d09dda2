using Akka.Actor;
using Akka.Remote;
using Orchestrator.Akka.Cluster;

namespace Orchestrator.Akka.Remoting;

/// <summary>An actor system's calls, on either side; one for each system.</summary>
internal sealed class CallPulses : IExtension
{
    private readonly long _session;
    private readonly IActorRef _pulses;
    private long _number;

    private CallPulses(ExtendedActorSystem system)
    {
        _session = (uint)AddressUidExtension.Uid(system);
        var table = new PulseTable(_session);
        _pulses = system.SystemActorOf(
            Props.CreateBy(new Produced<PulseActor>(() => new PulseActor(table))), PulseActor.Name);
    }

    public static CallPulses Of(ActorSystem system) => Provider.Instance.Apply(system);

    /// <summary>A call that begins here. Its silence counts from now on; <see cref="End"/> must follow.</summary>
    public CallBeat Open(IActorRef call, RemoteApiOptions options)
    {
        var id = new CallId(_session, Interlocked.Increment(ref _number));
        return Begin(new CallBeat(call, id, isServed: false, options));
    }

    /// <summary>A call that is served here.</summary>
    public CallBeat Serve(IActorRef call, IActorRef caller, CallId id, RemoteApiOptions options) =>
        Begin(new CallBeat(call, id, isServed: true, options) { Peer = caller });

    public void End(CallBeat beat) => _pulses.Tell(new PulseActor.Remove(beat), ActorRefs.NoSender);

    private CallBeat Begin(CallBeat beat)
    {
        _pulses.Tell(new PulseActor.Add(beat), ActorRefs.NoSender);
        return beat;
    }

    private sealed class Provider : ExtensionIdProvider<CallPulses>
    {
        public static Provider Instance { get; } = new();

        public override CallPulses CreateExtension(ExtendedActorSystem system) => new(system);
    }
}
