using Akka.Actor;
using Orchestrator.Api.Errors;

namespace Orchestrator.Akka.Remoting;

/// <summary>An address in the cluster that serves calls, each by an actor of its own; what all gates have in
/// common.</summary>
/// <remarks>Calls end with their gate.</remarks>
public abstract class CallGate : UntypedActor
{
    private readonly RemoteApiOptions _options;
    private readonly CallPulses _pulses = CallPulses.Of(Context.System);
    private int _calls;

    private protected CallGate(RemoteApiOptions options) => _options = options;

    protected override SupervisorStrategy SupervisorStrategy() =>
        global::Akka.Actor.SupervisorStrategy.StoppingStrategy;

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case OpenCall open:
                Open(open);
                break;
            case Terminated:
                _calls--;
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>What there is to do for a call.</summary>
    /// <param name="caller">The whole address of the actor system it comes from.</param>
    /// <exception cref="StatusException">Nothing: it is refused.</exception>
    /// <exception cref="FormatException">The header is none.</exception>
    private protected abstract ServedWork Accept(ReadOnlySpan<byte> header, Address caller);

    private void Open(OpenCall open)
    {
        try
        {
            var work = Check(open);
            _calls++;
            Context.Watch(Context.ActorOf(new ServedCallProducer(_pulses, Sender, open, work, _options).ToProps()));
        }
        catch (StatusException refused)
        {
            Sender.Tell(new CallRefused(refused.Status), Self);
        }
    }

    private ServedWork Check(OpenCall open)
    {
        if (_calls >= _options.CallsMax)
            throw Statuses.TooManyRequests(1);
        if (open.BodyBytes > _options.ObjectBytesMax)
            throw Statuses.RequestEntityTooLarge(_options.ObjectBytesMax);
        try
        {
            return Accept(open.Header.Span, CallerAddress());
        }
        catch (FormatException error)
        {
            throw Statuses.BadRequest($"the call cannot be read: {error.Message}");
        }
    }

    private Address CallerAddress()
    {
        var address = Sender.Path.Address;
        return address.HasLocalScope ? ((ExtendedActorSystem)Context.System).Provider.DefaultAddress : address;
    }

    private sealed class ServedCallProducer(
        CallPulses pulses, IActorRef caller, OpenCall open, ServedWork work, RemoteApiOptions options)
        : IIndirectActorProducer
    {
        public Type ActorType => typeof(ServedCall);

        public ActorBase Produce() => new ServedCall(pulses, caller, open, work, options);

        public void Release(ActorBase actor)
        {
        }

        public Props ToProps() => Props.CreateBy(this);
    }
}
