using System.Runtime.CompilerServices;

namespace Orchestrator.Actors.Kernel;

/// <summary>
/// An actor's life across its incarnations: start, failure, back-off, end. The typed part holds the mailbox.
/// </summary>
/// <remarks>Everything here happens on the cell's own turn, except what only posts. Invariant: at most one handler
/// (OnStart, OnMessage, OnStop) is under way; while it awaits, signals run and messages wait.</remarks>
internal abstract class ActorCell : Runnable, IActorRef
{
    private static readonly SendOrPostCallback OnStart = static cell => ((ActorCell)cell!).Start();
    private static readonly SendOrPostCallback OnStop = static cell => ((ActorCell)cell!).StopRequested();
    private static readonly SendOrPostCallback OnRestartDue = static cell => ((ActorCell)cell!).RestartDue();
    private static readonly SendOrPostCallback OnChildEnded =
        static child => ((ActorCell)child!)._parent!.Children.Remove((ActorCell)child);

    private readonly ActorCell? _parent;
    private readonly ActorOptions _options;
    private readonly Action _onHandlerEnded;
    private Phase _phase;
    private ValueTaskAwaiter _handling;
    private bool _busy;
    private bool _handlerEnded;
    private bool _endsForGood;
    private Exception? _failure;
    private int _failures;
    private TimeSpan _pause;
    private long _startedAt;
    private ITimer? _restart;

    protected ActorCell(KernelActorSystem system, ActorCell? parent, string name, ActorOptions options)
        : base(system, $"{parent?.Path}/{name}")
    {
        _parent = parent;
        _options = options;
        _onHandlerEnded = () => _handlerEnded = true;
        Name = name;
        Serial = system.NextSerial();
    }

    public string Name { get; }

    public bool IsRoot => _parent is null;

    public ActorCell? Parent => _parent;

    /// <summary>Grows with every spawn in the system.</summary>
    public long Serial { get; }

    public Children Children { get; } = new();

    public EndNotices EndNotices { get; } = new();

    /// <summary>The handler that is under way, such as the message's name; empty between two; null after the
    /// end.</summary>
    public string? Doing => _phase switch
    {
        Phase.Ended => null,
        Phase.Starting => "OnStartAsync",
        Phase.StoppingSelf => "OnStopAsync",
        Phase.BackingOff => "its pause",
        _ => _busy ? AwaitedMessage : "",
    };

    /// <summary>The message whose handler awaits something, or the last one that did.</summary>
    protected string AwaitedMessage { get; set; } = "";

    protected bool IsEnded => _phase == Phase.Ended;

    /// <summary>Whether messages may leave the mailbox: to be handled, or after the end to be dropped.</summary>
    protected bool TakesMessages => !_busy && _phase is Phase.Receiving or Phase.Ended;

    /// <summary>Posts the first start. Called once, when the cell has its place in the tree.</summary>
    public void Begin() => Post("start", OnStart, this);

    public void Stop() => Post("stop", OnStop, this);

    /// <summary>As <c>Tell</c>; false, and nothing is kept, when the message is not one of the actor's.</summary>
    public abstract bool TryTellObject(object message);

    /// <summary>
    /// Ends the incarnation as if its handler had thrown, once the handler that is running has ended.
    /// </summary>
    public void Crash(Exception error) => Post("crash", _ => Crashed(error), null);

    /// <summary>Makes the next incarnation and returns its OnStartAsync.</summary>
    protected abstract ValueTask StartIncarnation();

    /// <summary>Returns OnStopAsync, or nothing where the factory had failed.</summary>
    protected abstract ValueTask StopIncarnation();

    /// <summary>Cancels the incarnation's token; its handler may still be running.</summary>
    protected abstract void CancelIncarnation();

    /// <summary>Drops timers, watches and whatever is still to be piped.</summary>
    protected abstract void EndIncarnation();

    /// <summary>Its process has died: no turn follows, and nothing of the incarnation is heard again.</summary>
    public void Kill()
    {
        IsKilled = true;
        AbandonIncarnation();
    }

    /// <summary>Reports what was thrown where nothing follows from it.</summary>
    public void ReportOnly(Exception error) => Report(error, FailureOutcome.None);

    protected abstract void AbandonIncarnation();

    protected bool TryRunSignal()
    {
        if (!Signals.TryDequeue(out var signal, out _))
            return false;
        try
        {
            signal.Run(signal.State);
        }
        catch (Exception error)
        {
            // Nobody awaited what threw, such as an async void.
            Crashed(error);
        }
        if (_handlerEnded)
            HandlerEnded();
        Settle();
        return true;
    }

    protected void Await(ValueTask handling)
    {
        _handling = handling.GetAwaiter();
        if (_handling.IsCompleted)
        {
            HandlerEnded();
            return;
        }
        _busy = true;
        _handling.UnsafeOnCompleted(_onHandlerEnded);
    }

    protected void Fail(Exception error)
    {
        // A handler that its token cut short has done what it should.
        var isOrderlyEnd = _endsForGood && error is OperationCanceledException;
        if (!isOrderlyEnd)
            _failure ??= error;
        Settle();
    }

    private void Start()
    {
        _phase = Phase.Starting;
        _startedAt = System.Time.GetTimestamp();
        ValueTask starting;
        try
        {
            starting = StartIncarnation();
        }
        catch (Exception error)
        {
            Fail(error);
            return;
        }
        Await(starting);
    }

    private void HandlerEnded()
    {
        _busy = _handlerEnded = false;
        Exception? error = null;
        try
        {
            _handling.GetResult();
        }
        catch (Exception e)
        {
            error = e;
        }
        _handling = default;

        if (_phase == Phase.StoppingSelf)
            Conclude(error);
        else if (error is not null)
            Fail(error);
        else if (_phase == Phase.Starting)
            _phase = Phase.Receiving;
    }

    private void StopRequested()
    {
        _endsForGood = true;
        if (_phase == Phase.BackingOff)
            End();
        else if (_phase is Phase.Starting or Phase.Receiving)
            CancelIncarnation();
    }

    private void Crashed(Exception error)
    {
        if (_phase is not (Phase.Starting or Phase.Receiving))
        {
            ReportOnly(error);
            return;
        }
        _failure ??= error;
        CancelIncarnation();
    }

    /// <summary>Takes the next step towards the end, where one is due and nothing is in the way.</summary>
    private void Settle()
    {
        if (_busy)
            return;
        if (_phase is Phase.Starting or Phase.Receiving && (_endsForGood || _failure is not null))
            BeginEnd();
        if (_phase == Phase.StoppingChildren && Children.IsEmpty)
        {
            _phase = Phase.StoppingSelf;
            BeginStopIncarnation();
        }
    }

    private void BeginEnd()
    {
        if (_failure is { } error)
            Judge(error);
        _phase = Phase.StoppingChildren;
        EndIncarnation();
        Children.StopAll();
    }

    private void Judge(Exception error)
    {
        _failure = null;
        if (_endsForGood)
        {
            ReportOnly(error);
            return;
        }
        if (System.Time.GetElapsedTime(_startedAt) >= _options.Backoff.ResetAfter)
            _failures = 0;
        _failures++;
        var outcome = _options.OnFailure switch
        {
            OnFailure.Restart => FailureOutcome.Restart,
            OnFailure.Escalate when _parent is not null => FailureOutcome.Escalate,
            _ => FailureOutcome.Stop, // a root has nobody to escalate to
        };
        _endsForGood = outcome != FailureOutcome.Restart;
        _pause = _endsForGood ? TimeSpan.Zero : _options.Backoff.After(_failures, System.Jitter);
        Report(error, outcome);
        if (outcome == FailureOutcome.Escalate)
            _parent!.Crash(error);
    }

    private void BeginStopIncarnation()
    {
        ValueTask stopping;
        try
        {
            stopping = StopIncarnation();
        }
        catch (Exception error)
        {
            Conclude(error);
            return;
        }
        Await(stopping);
    }

    private void Conclude(Exception? error)
    {
        if (error is not null)
            ReportOnly(error);
        if (_endsForGood)
            End();
        else
            BackOff();
    }

    private void BackOff()
    {
        _phase = Phase.BackingOff;
        _restart = System.Time.CreateTimer(
            static cell => ((ActorCell)cell!).Post("restart", OnRestartDue, cell),
            this, _pause, Timeout.InfiniteTimeSpan);
    }

    private void RestartDue()
    {
        if (_phase != Phase.BackingOff)
            return;
        _restart?.Dispose();
        Start();
    }

    private void End()
    {
        _phase = Phase.Ended;
        _restart?.Dispose();
        // The name is free before anyone hears of the end.
        System.ActorEnded(this);
        _parent?.Post("child ended", OnChildEnded, this);
        EndNotices.Close();
    }

    private void Report(Exception error, FailureOutcome outcome) =>
        System.Report(new ActorFailure(
            Path, error, outcome,
            outcome == FailureOutcome.None ? 0 : _failures,
            outcome == FailureOutcome.Restart ? _pause : TimeSpan.Zero));
}
