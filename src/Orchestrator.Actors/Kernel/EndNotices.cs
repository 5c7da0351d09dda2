namespace Orchestrator.Actors.Kernel;

/// <summary>
/// Who hears of one actor's end, in the order they came. Adding and removing cost the same however many there are.
/// </summary>
internal sealed class EndNotices
{
    private readonly Lock _lock = new();
    private EndNotice? _first;
    private EndNotice? _last;
    private bool _closed;

    /// <summary>
    /// False when the actor has ended already: nothing was added, and the caller draws the consequence itself.
    /// </summary>
    public bool TryAdd(EndNotice notice)
    {
        lock (_lock)
        {
            if (_closed)
                return false;
            notice.Previous = _last;
            notice.IsListed = true;
            if (_last is null)
                _first = notice;
            else
                _last.Next = notice;
            _last = notice;
            return true;
        }
    }

    /// <summary>Does nothing when the notice is not in the list any more.</summary>
    public void Remove(EndNotice notice)
    {
        lock (_lock)
        {
            if (!notice.IsListed)
                return;
            if (notice.Previous is null)
                _first = notice.Next;
            else
                notice.Previous.Next = notice.Next;
            if (notice.Next is null)
                _last = notice.Previous;
            else
                notice.Next.Previous = notice.Previous;
            Unlink(notice);
        }
    }

    /// <summary>The actor has ended: tells all, and lets nobody in any more.</summary>
    public void Close()
    {
        lock (_lock)
            _closed = true;
        while (TakeFirst() is { } notice)
            notice.ActorEnded();
    }

    private EndNotice? TakeFirst()
    {
        lock (_lock)
        {
            if (_first is not { } notice)
                return null;
            _first = notice.Next;
            if (_first is null)
                _last = null;
            else
                _first.Previous = null;
            Unlink(notice);
            return notice;
        }
    }

    private static void Unlink(EndNotice notice)
    {
        notice.IsListed = false;
        notice.Previous = notice.Next = null;
    }
}
