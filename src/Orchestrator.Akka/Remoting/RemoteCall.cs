using Akka.Actor;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Client;
using ApiStatus = Orchestrator.Api.Meta.V1.Status;

namespace Orchestrator.Akka.Remoting;

/// <summary>The caller's side of one call: sends the body as it is granted, takes the answer, and grants what its sink has room
/// for.</summary>
/// <remarks>Ends its sink exactly once: with the whole answer, a refusal, or <see cref="ApiUnreachableException"/> where the server
/// died, fell silent, or a part was lost.</remarks>
internal sealed class RemoteCall : UntypedActor, IWithTimers
{
    private readonly ICanTell _gate;
    private readonly string _what;
    private readonly byte[] _header;
    private readonly AnswerSink _sink;
    private readonly RemoteApiOptions _options;
    private readonly Exchange _exchange;
    private readonly AnswerReader _answer;
    private readonly AnswerReader.Taking _take;
    private readonly int _bodyBytes;
    private ReadOnlyMemory<byte> _body;
    private IActorRef? _server;
    private StatusException? _refusal;
    private bool _isBodySent;
    private bool _isOver;
    private int _silentPeriods;

    /// <param name="what">The call, for errors.</param>
    public RemoteCall(
        ICanTell gate, string what, byte[] header, ReadOnlyMemory<byte>? body, AnswerSink sink, RemoteApiOptions options)
    {
        _gate = gate;
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
    }

    public ITimerScheduler Timers { get; set; } = null!;

    protected override void PreStart()
    {
        Timers.StartPeriodicTimer(nameof(PulseDue), PulseDue.Instance, _options.PulsePeriod);
        _exchange.Grant();
        _gate.Tell(new OpenCall(_header, _bodyBytes, _exchange.Granted), Self);
    }

    protected override void PreRestart(Exception reason, object message)
    {
        Fail(Unreachable(reason.Message, reason));
        Context.Stop(Self);
    }

    // Whoever waits must hear of it, also when the actor system is what ends.
    protected override void PostStop() => Fail(Unreachable("the client was closed"));

    protected override void OnReceive(object message)
    {
        if (message is IApiMessage)
            _silentPeriods = 0;
        switch (message)
        {
            case Chunk chunk:
                Meet();
                TakeAnswer(chunk);
                break;
            case Pulse pulse:
                Meet();
                Hear(pulse);
                break;
            case CallRefused refused:
                End(Statuses.From(refused.Status));
                break;
            case CallAborted aborted:
                End(Unreachable(aborted.Cause));
                break;
            case Terminated:
                End(Unreachable("the server is gone"));
                break;
            case MoreWanted:
                GrantMore();
                break;
            case GiveUp:
                End(Unreachable("the call was given up"));
                break;
            case PulseDue:
                EndPeriod();
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Meet()
    {
        if (_server is not null)
            return;
        _server = Sender;
        Context.Watch(_server);
    }

    private void Hear(Pulse pulse)
    {
        if (!_exchange.Hear(pulse))
        {
            End(Unreachable("a part of the answer was lost"));
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
            End(Unreachable("a part of the answer was lost"));
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
            End(Unreachable($"the answer cannot be read: {error.Message}", error));
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

    private void EndPeriod()
    {
        if (++_silentPeriods > _options.SilentPeriodsMax)
            End(Unreachable($"no word for {_silentPeriods * _options.PulsePeriod.TotalSeconds:0.#} s"));
        else
            _server?.Tell(_exchange.Pulse, Self);
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

    private ApiUnreachableException Unreachable(string cause, Exception? inner = null) => new($"{_what}: {cause}", inner);

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

    private sealed class PulseDue : INotInfluenceReceiveTimeout
    {
        public static PulseDue Instance { get; } = new();
    }
}
