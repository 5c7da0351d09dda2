namespace Orchestrator.Actors.Kernel;

/// <summary>
/// One incarnation's surroundings: its token, timers, watches, children and piped results, which end with it.
/// </summary>
/// <remarks>As a gate it lets a piped result through only while it lives.</remarks>
internal sealed class Incarnation<TMessage> : IActorContext<TMessage>, IGate
{
    private readonly ActorCell<TMessage> _cell;
    private readonly CancellationTokenSource _ended = new();
    private readonly ActorTimers<TMessage> _timers;
    private readonly Dictionary<ActorCell, Watch<TMessage>> _watches = [];

    public Incarnation(ActorCell<TMessage> cell)
    {
        _cell = cell;
        _timers = new ActorTimers<TMessage>(this);
    }

    public IActorSystem System => _cell.System;

    public IActorRef<TMessage> Self => _cell;

    public CancellationToken Ended => _ended.Token;

    public ITimers<TMessage> Timers => _timers;

    public bool IsOver { get; private set; }

    public IActorRef<TChild> Spawn<TChild>(string name, Func<Actor<TChild>> factory, ActorOptions? options = null)
    {
        if (IsOver)
            throw new InvalidOperationException($"an incarnation of {_cell.Path} that has ended cannot spawn {name}");
        return _cell.System.Spawn(_cell, _cell.Children, name, factory, options);
    }

    public void Stop(IActorRef actor) => KernelActorSystem.CellOf(actor).Stop();

    public void StopSelf() => _cell.Stop();

    public void Watch(IActorRef target, TMessage whenStopped)
    {
        Unwatch(target);
        if (IsOver)
            return;
        var cell = KernelActorSystem.CellOf(target);
        var watch = new Watch<TMessage>(this, cell, whenStopped);
        _watches.Add(cell, watch);
        if (!cell.EndNotices.TryAdd(watch))
            watch.ActorEnded();
    }

    public void Unwatch(IActorRef target)
    {
        var cell = KernelActorSystem.CellOf(target);
        if (_watches.Remove(cell, out var watch))
            cell.EndNotices.Remove(watch);
    }

    public void Pipe<TResult>(ValueTask<TResult> work, Func<TResult, TMessage> done, Func<Exception, TMessage> failed)
    {
        if (work.IsCompletedSuccessfully)
            Deliver(done(work.Result), this);
        else
            PipeAsync(work, done, failed);
    }

    public void Pipe(ValueTask work, Func<TMessage> done, Func<Exception, TMessage> failed) =>
        Pipe(WithResultAsync(work), _ => done(), failed);

    public bool TryPass() => !IsOver;

    /// <summary>True when the watch was still wanted.</summary>
    public bool TryForget(Watch<TMessage> watch)
    {
        if (IsOver || !_watches.TryGetValue(watch.Target, out var current) || current != watch)
            return false;
        return _watches.Remove(watch.Target);
    }

    public void Deliver(TMessage message, IGate gate) => _cell.Deliver(message, gate);

    public void Cancel()
    {
        try
        {
            _ended.Cancel();
        }
        catch (AggregateException error)
        {
            // Thrown by callbacks registered on the token; the end goes on regardless.
            _cell.ReportOnly(error);
        }
    }

    public void End()
    {
        Abandon();
        Cancel();
    }

    /// <summary>Ends what would come back by itself; its token, and who waits on that, hears nothing.</summary>
    public void Abandon()
    {
        IsOver = true;
        _timers.CancelAll();
        foreach (var (target, watch) in _watches)
            target.EndNotices.Remove(watch);
        _watches.Clear();
    }

    private static async ValueTask<bool> WithResultAsync(ValueTask work)
    {
        await work;
        return true;
    }

    // async void on purpose: what the mapping functions throw goes to the cell as a failure of the incarnation.
    private async void PipeAsync<TResult>(
        ValueTask<TResult> work, Func<TResult, TMessage> done, Func<Exception, TMessage> failed)
    {
        TResult result;
        try
        {
            result = await work;
        }
        catch (Exception error)
        {
            if (!IsOver)
                Deliver(failed(error), this);
            return;
        }
        if (!IsOver)
            Deliver(done(result), this);
    }
}
