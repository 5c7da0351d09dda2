using Akka.Actor;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.Akka.Remoting;

/// <summary>The API server as an address in the cluster: serves calls of <see cref="RemoteApiClient"/>s, each by an actor of its
/// own.</summary>
/// <remarks>
/// <code>
///   system.ActorOf(ApiServerGate.Props(core.ClientFor), ApiServerGate.Name);
/// </code>
/// It believes whom a caller says it acts for, as the members of a cluster trust each other: remoting must be closed to others
/// (mutual TLS). Calls end with the gate.
/// </remarks>
public sealed class ApiServerGate : UntypedActor
{
    /// <summary>Under which a gate is found: <c>/user/api-server</c>.</summary>
    public const string Name = "api-server";

    private readonly Func<UserIdentity, IApiClient> _clients;
    private readonly RemoteApiOptions _options;
    private int _calls;

    private ApiServerGate(Func<UserIdentity, IApiClient> clients, RemoteApiOptions options)
    {
        _clients = clients;
        _options = options;
    }

    /// <param name="clients">The API under an identity; may refuse one with a <see cref="StatusException"/>.</param>
    public static Props Props(Func<UserIdentity, IApiClient> clients, RemoteApiOptions? options = null) =>
        global::Akka.Actor.Props.CreateBy(new Producer(clients, options ?? RemoteApiOptions.Default));

    protected override SupervisorStrategy SupervisorStrategy() => global::Akka.Actor.SupervisorStrategy.StoppingStrategy;

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

    private void Open(OpenCall open)
    {
        if (Refusal(open, out var header) is { } refusal)
        {
            Sender.Tell(new CallRefused(refusal.Status), Self);
            return;
        }
        _calls++;
        Context.Watch(Context.ActorOf(new ServedCallProducer(Sender, open, header!, _clients, _options).ToProps()));
    }

    private StatusException? Refusal(OpenCall open, out CallHeader? header)
    {
        header = null;
        if (_calls >= _options.CallsMax)
            return Statuses.TooManyRequests(1);
        if (open.BodyBytes > _options.ObjectBytesMax)
            return Statuses.RequestEntityTooLarge(_options.ObjectBytesMax);
        try
        {
            header = CallHeaderCodec.Read(open.Header.Span);
            return null;
        }
        catch (FormatException error)
        {
            return Statuses.BadRequest($"the call cannot be read: {error.Message}");
        }
    }

    private sealed class Producer(Func<UserIdentity, IApiClient> clients, RemoteApiOptions options) : IIndirectActorProducer
    {
        public Type ActorType => typeof(ApiServerGate);

        public ActorBase Produce() => new ApiServerGate(clients, options);

        public void Release(ActorBase actor)
        {
        }
    }

    private sealed class ServedCallProducer(
        IActorRef caller, OpenCall open, CallHeader header, Func<UserIdentity, IApiClient> clients, RemoteApiOptions options)
        : IIndirectActorProducer
    {
        public Type ActorType => typeof(ServedCall);

        public ActorBase Produce() => new ServedCall(caller, open, header, clients, options);

        public void Release(ActorBase actor)
        {
        }

        public Props ToProps() => global::Akka.Actor.Props.CreateBy(this);
    }
}
