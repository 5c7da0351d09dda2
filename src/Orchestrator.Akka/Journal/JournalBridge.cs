using Akka.Actor;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Journal;

/// <summary>Speaks Akka.Persistence's protocol with the plugin for the store: one call after the other,
/// in order.</summary>
/// <remarks>Not a PersistentActor: that would stop at the first failed write, and number rows as if no rival could
/// write. Invariant: while a write may still be on its way to the database, nothing else is asked.</remarks>
internal sealed class JournalBridge : UntypedActor
{
    public const int RowsPerReplay = 64;

    private readonly IActorRef _plugin;
    private readonly Func<Task>? _settle;
    private readonly TaskCompletionSource _ended;
    private readonly Queue<JournalCall> _waiting = new();
    private JournalCall? _current;
    private bool _unsettled;

    /// <param name="plugin">The journal's actor.</param>
    /// <param name="settle">Sees to it that no lost connection writes any more; null where a failure is final.</param>
    /// <param name="ended">Set when no call is answered any more.</param>
    public JournalBridge(IActorRef plugin, Func<Task>? settle, TaskCompletionSource ended)
    {
        _plugin = plugin;
        _settle = settle;
        _ended = ended;
        Context.Watch(plugin);
    }

    /// <summary>What a call fails with that comes too late.</summary>
    public static JournalException Stopped() => new("Akka's journal has stopped with its actor system");

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case JournalCall call:
                _waiting.Enqueue(call);
                Next();
                break;
            case Settled settled:
                EndSettling(settled.Error);
                break;
            case Terminated:
                Context.Stop(Self);
                break;
            default:
                Answered(message);
                break;
        }
    }

    protected override void PostStop()
    {
        if (_current is { } current)
            _waiting.Enqueue(current);
        foreach (var call in _waiting)
            call.Fail(Stopped());
        _ended.SetResult();
    }

    private void Answered(object message)
    {
        if (_current?.TryEnd(message, _plugin, Self) is not true)
            return;
        if (_current is AppendCall { IsUnknown: true })
            _unsettled = _settle is not null;
        _current = null;
        Next();
    }

    private void Next()
    {
        if (_current is not null || !_waiting.TryDequeue(out _current))
            return;
        if (_unsettled)
            BeginSettling();
        else
            _current.Begin(_plugin, Self);
    }

    private void BeginSettling() =>
        _settle!().PipeTo(Self, success: static () => new Settled(null), failure: static error => new Settled(error));

    private void EndSettling(Exception? error)
    {
        if (error is null)
        {
            _unsettled = false;
            _current!.Begin(_plugin, Self);
            return;
        }
        _current!.Fail(PluginErrors.Translate(error, default));
        _current = null;
        Next();
    }

    private sealed record Settled(Exception? Error);
}
