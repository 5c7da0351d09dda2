using Akka.Actor;
using Orchestrator.Akka.Cluster;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Client;
using ApiStatus = Orchestrator.Api.Meta.V1.Status;

namespace Orchestrator.Akka.Remoting;

/// <summary>The caller's side of one call: sends the body as it is granted, takes the answer, and grants what its sink
/// has room for.</summary>
/// <remarks>Ends its sink exactly once: with the whole answer, a refusal, or <see cref="ApiUnreachableException"/>
/// where the server died, fell silent, or a part was lost.</remarks>
internal sealed class RemoteCall : UntypedActor
{
    private readonly IGates _gates;
    private readonly List<string> _tried = [];
    private readonly string _what;
    private readonly byte[] _header;
    private readonly AnswerSink _sink;
    private readonly RemoteApiOptions _options;
    private readonly Exchange _exchange;
    private readonly AnswerReader _answer;
    private readonly AnswerReader.Taking _take;
    private readonly int _bodyBytes;
    private ReadOnlyMemory<byte> _body;
    private readonly CallPulses _pulses;
    private readonly CallBeat _beat;
    private Gate? _gate;
    private IActorRef? _server;
    private StatusException? _refusal;
    private bool _isBodySent;
    private bool _isOver;
    private RemoteCall(
        CallPulses pulses, IGates gates, string what, byte[] header, ReadOnlyMemory<byte>? body, AnswerSink sink,
        RemoteApiOptions options)
    {
        _gates = gates;
        _what = what;
        _header = header;
        _body = body ?? default;
        _bodyBytes = _body.Length;
        _isBodySent = body is null;
        _sink = sink;
        _options = options;
        _exchange = new Exchange(options.Window);
        _answer = new AnswerReader(options.ObjectBytesMax);
        _take = TakeRecord;
        _pulses = pulses;
        _beat = pulses.Open(Self, options);
    }

    /// <param name="what">The call, for errors.</param>
    /// <param name="body">Null where the verb has none.</param>
    /// <exception cref="ApiUnreachableException">The actor system has ended.</exception>
    public static IActorRef Start(
        ActorSystem system, IGates gates, string what, byte[] header, ReadOnlyMemory<byte>? body, AnswerSink sink,
        RemoteApiOptions options)
    {
        try
        {
            var pulses = CallPulses.Of(system);
            return system.ActorOf(Props.CreateBy(new Produced<RemoteCall>(
                () => new RemoteCall(pulses, gates, what, header, body, sink, options))));
        }
        catch (InvalidOperationException error)
        {
            throw new ApiUnreachableException($"{what}: the actor system has ended", error);
        }
    }

    protected override void PreStart()
    {
        _exchange.Grant();
        _beat.Publish(_exchange);
        Open();
    }

    protected override void PreRestart(Exception reason, object message)
    {
        Fail(Unreachable(reason.Message, reason));
        Context.Stop(Self);
    }

    // Whoever waits must hear of it, also when the actor system is what ends.
    protected override void PostStop()
    {
        Fail(Unreachable("the client was closed"));
        LeaveGate(failed: false);
        _pulses.End(_beat);
    }

    protected override void OnReceive(object message)
    {
        Take(message);
        _beat.Publish(_exchange);
    }

    private void Take(object message)
    {
        if (message is IApiMessage)
        {
            // Of a gate that was left because nobody seemed to be there.
            if (_server is not null && !_server.Equals(Sender))
                return;
            _beat.Heard();
        }
        switch (message)
        {
            case Chunk chunk:
                Meet();
                TakeAnswer(chunk);
                break;
            case Pulse pulse:
                Meet();
                Hear(_exchange.Hear(pulse));
                break;
            case PulseActor.PulseTold told:
                Hear(_exchange.HearBeside(told.Sent, told.Granted));
                break;
            case CallRefused refused:
                Answered();
                End(Statuses.From(refused.Status));
                break;
            case CallAborted aborted:
                Lose(aborted.Cause);
                break;
            case Terminated:
                Lose("the server is gone");
                break;
            case GateLost lost:
                Lose(lost.Cause);
                break;
            case ActorIdentity { Subject: null, MessageId: int number }:
                MoveOn(number);
                break;
            case ActorIdentity:
                break;
            case MoreWanted:
                GrantMore();
                break;
            case GiveUp:
                End(Unreachable("the call was given up"));
                break;
            case PulseActor.PeerSilent:
                Lose($"no word for {_options.SilentPeriodsMax * _options.PulsePeriod.TotalSeconds:0.#} s");
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Open()
    {
        _gate = _gates.Begin(Self);
        if (_gate is null || _tried.Contains(_gate.Address))
        {
            End(Unreachable(_tried.Count == 0
                ? "the cluster has no living member that serves it"
                : $"nobody serves it at {string.Join(", ", _tried)}"));
            return;
        }
        _gate.Way.Tell(new OpenCall(_beat.Id, _header, _bodyBytes, _exchange.Granted), Self);
        // Behind the call on the same way: who answers this with nobody has not taken the call.
        if (!_gate.HasAnswered)
            _gate.Way.Tell(new Identify(_tried.Count), Self);
    }

    /// <summary>Nobody is at the gate, so nothing happened there: another one may be asked.</summary>
    private void MoveOn(int number)
    {
        if (_server is not null || number != _tried.Count)
            return;
        _tried.Add(_gate!.Address);
        LeaveGate(failed: true);
        Open();
    }

    private void Meet()
    {
        if (_server is not null)
            return;
        _server = Sender;
        _beat.Peer = _server;
        Context.Watch(_server);
        Answered();
    }

    private void Answered()
    {
        if (_gate is not null)
            _gate.HasAnswered = true;
    }

    private void Hear(bool isWhole)
    {
        if (!isWhole)
        {
            Lose("a part of the answer was lost");
            return;
        }
        while (!_isBodySent && _exchange.CanSend)
        {
            var size = Math.Min(_body.Length, RemoteApiOptions.ChunkBytesMax);
            _isBodySent = size == _body.Length;
            // A copy: the message may still wait in a buffer when the caller goes on with its own.
            _server!.Tell(new Chunk(_exchange.Next(), _isBodySent, _body[..size].ToArray()), Self);
            _body = _body[size..];
        }
    }

    private void TakeAnswer(Chunk chunk)
    {
        if (!_exchange.Take(chunk.Number))
        {
            Lose("a part of the answer was lost");
            return;
        }
        try
        {
            _answer.Add(chunk.Bytes.Span);
            while (_refusal is null && _answer.TryTake(_take))
            {
            }
            if (chunk.IsLast)
                Complete();
            else
                GrantMore();
        }
        catch (FormatException error)
        {
            Lose($"the answer cannot be read: {error.Message}", error);
        }
    }

    private void TakeRecord(AnswerRecord kind, ReadOnlySpan<byte> bytes)
    {
        if (kind == AnswerRecord.Status)
            _refusal = Statuses.From(JsonCodec.Read<ApiStatus>(bytes));
        else
            _sink.Take(kind, bytes);
    }

    private void Complete()
    {
        if (!_answer.IsAtEnd)
            throw new FormatException("it ends within an object");
        if (_refusal is not null)
            _sink.Fail(_refusal);
        else
            _sink.Complete();
        _isOver = true;
        Leave();
    }

    private void GrantMore()
    {
        if (_sink.HasRoom && _exchange.Grant())
            _server?.Tell(_exchange.Pulse, Self);
    }

    /// <summary>No answer will come from this gate.</summary>
    private void Lose(string cause, Exception? inner = null)
    {
        LeaveGate(failed: true);
        End(Unreachable(cause, inner));
    }

    private void LeaveGate(bool failed)
    {
        if (_gate is not null)
            _gates.End(Self, _gate, failed);
        _gate = null;
    }

    private void End(Exception error)
    {
        Fail(error);
        Leave();
    }

    private void Fail(Exception error)
    {
        if (_isOver)
            return;
        _isOver = true;
        _sink.Fail(error);
    }

    private void Leave()
    {
        _server?.Tell(EndCall.Instance, Self);
        Context.Stop(Self);
    }

    private ApiUnreachableException Unreachable(string cause, Exception? inner = null) =>
        new($"{_what}: {cause}", inner);

    /// <summary>The sink has room again.</summary>
    internal sealed class MoreWanted
    {
        public static MoreWanted Instance { get; } = new();
    }

    /// <summary>Nobody waits for the answer any more.</summary>
    internal sealed class GiveUp
    {
        public static GiveUp Instance { get; } = new();
    }
}
