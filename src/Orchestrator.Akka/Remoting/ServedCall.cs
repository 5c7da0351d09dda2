using Akka.Actor;
using Akka.Event;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Client;

namespace Orchestrator.Akka.Remoting;

/// <summary>The server's side of one call: takes the body, runs the call, hands the answer out as the caller asks for
/// it.</summary>
/// <remarks>
/// What is no read runs only once its caller has answered a grant with the whole body, be it empty: one that waited
/// somewhere while its caller gave up is never carried out. Ends with its caller: by <see cref="EndCall"/>, by death
/// watch, by silence. Invariant: at most one chunk and one object are in memory as text.
/// </remarks>
internal sealed class ServedCall : UntypedActor
{
    private readonly IActorRef _caller;
    private readonly OpenCall _open;
    private readonly ServedWork _work;
    private readonly Exchange _exchange;
    private readonly AnswerWriter _answer = new();
    private readonly ByteQueue _body = new();
    private readonly CancellationTokenSource _over = new();
    private readonly CallPulses _pulses;
    private readonly CallBeat _beat;
    private Task<IAnswerSource>? _running;
    private Task? _writing;
    private IAnswerSource? _source;
    private bool _isBusy;
    private bool _isWritten;
    private bool _isSent;

    public ServedCall(
        CallPulses pulses, IActorRef caller, OpenCall open, ServedWork work, RemoteApiOptions options)
    {
        _caller = caller;
        _open = open;
        _work = work;
        _exchange = new Exchange(options.Window);
        _exchange.Allow(open.Granted);
        _pulses = pulses;
        _beat = pulses.Serve(Self, caller, open.Id, options);
    }

    protected override void PreStart()
    {
        Context.Watch(_caller);
        if (_work.IsRead)
            Run();
        else
            _exchange.Grant();
        // Tells the caller who serves it.
        Tell(_exchange.Pulse);
        _beat.Publish(_exchange);
    }

    protected override void PostStop()
    {
        _pulses.End(_beat);
        _over.Cancel();
        _ = LeaveAsync(_running, _writing, _over);
    }

    protected override void OnReceive(object message)
    {
        Take(message);
        _beat.Publish(_exchange);
    }

    private void Take(object message)
    {
        if (message is IApiMessage)
            _beat.Heard();
        switch (message)
        {
            case Chunk chunk:
                TakeBody(chunk);
                break;
            case Pulse pulse:
                Hear(_exchange.Hear(pulse));
                break;
            case PulseActor.PulseTold told:
                Hear(_exchange.HearBeside(told.Sent, told.Granted));
                break;
            case PulseActor.PulseDue:
                Tell(_exchange.Pulse);
                break;
            case EndCall or Terminated or PulseActor.PeerSilent:
                Context.Stop(Self);
                break;
            case Ran ran:
                _source = ran.Source;
                Pump();
                break;
            case Wrote wrote:
                EndWriting(wrote.IsMore);
                Pump();
                break;
            case Failed failed:
                Fail(failed.Error);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    private void Hear(bool isWhole)
    {
        if (isWhole)
            Pump();
        else
            Abort("a part of the request was lost");
    }

    private void TakeBody(Chunk chunk)
    {
        if (_running is not null || !_exchange.Take(chunk.Number))
            Abort("a part of the request was lost");
        else if (_body.Length + (long)chunk.Bytes.Length > _open.BodyBytes)
            Abort("the request is longer than announced");
        else
        {
            _body.Add(chunk.Bytes.Span);
            if (!chunk.IsLast)
                GrantMore();
            else if (_body.Length == _open.BodyBytes)
                Run();
            else
                Abort("the request is shorter than announced");
        }
    }

    private void GrantMore()
    {
        if (_exchange.Grant())
            Tell(_exchange.Pulse);
    }

    private void Run()
    {
        _running = _work.RunAsync(_body.Take(_body.Length), _over.Token);
        _running.PipeTo(Self, success: static source => new Ran(source), failure: static error => new Failed(error));
    }

    /// <summary>Sends and writes until the caller has what it asked for, or nothing more is there.</summary>
    private void Pump()
    {
        while (true)
        {
            while (!_isSent && _exchange.CanSend && HasToSend)
            {
                var bytes = _answer.TakeChunk();
                _isSent = _isWritten && _answer.Length == 0;
                Tell(new Chunk(_exchange.Next(), _isSent, bytes));
            }
            if (_source is null || _isBusy || _isWritten || !_exchange.CanSend)
                return;
            Write(_source);
        }
    }

    private bool HasToSend =>
        _answer.HasChunk || _isWritten || (_answer.Length > 0 && _source is { SendsAtOnce: true });

    private void Write(IAnswerSource source)
    {
        var writing = source.WriteAsync(_answer, _over.Token);
        if (writing.IsCompletedSuccessfully)
        {
            EndWriting(writing.Result);
            return;
        }
        _isBusy = true;
        var task = writing.AsTask();
        _writing = task;
        task.PipeTo(Self, success: static isMore => new Wrote(isMore), failure: static error => new Failed(error));
    }

    private void EndWriting(bool isMore)
    {
        _isBusy = false;
        _isWritten = !isMore;
    }

    private void Fail(Exception error)
    {
        switch (error)
        {
            case OperationCanceledException when _over.IsCancellationRequested:
                break;
            case StatusException refused:
                Answer(refused);
                break;
            case ApiUnreachableException unreachable:
                Abort(unreachable.Message);
                break;
            default:
                Context.GetLogger().Error(error, "{0} failed", _work.What);
                Answer(Statuses.InternalError(error.Message));
                break;
        }
    }

    private void Answer(StatusException refused)
    {
        _answer.Add(AnswerRecord.Status, JsonCodec.Write(refused.Status));
        EndWriting(isMore: false);
        Pump();
    }

    private void Abort(string cause)
    {
        Tell(new CallAborted(cause));
        Context.Stop(Self);
    }

    private void Tell(IApiMessage message) => _caller.Tell(message, Self);

    // What is still under way ends with the token; only then may what it used go.
    private static async Task LeaveAsync(Task<IAnswerSource>? running, Task? writing, CancellationTokenSource over)
    {
        if (writing is not null)
            await writing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (running is not null)
        {
            await ((Task)running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (running.IsCompletedSuccessfully)
                await running.Result.DisposeAsync().ConfigureAwait(false);
        }
        over.Dispose();
    }

    private sealed record Ran(IAnswerSource Source);

    private sealed record Wrote(bool IsMore);

    private sealed record Failed(Exception Error);
}
