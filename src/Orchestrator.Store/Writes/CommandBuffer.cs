namespace Orchestrator.Store.Writes;

/// <summary>The bounded buffer in which writes gather while an append is in flight: the only place where writes
/// wait.</summary>
internal sealed class CommandBuffer(int commandsMax, long bytesMax)
{
    private readonly Lock _gate = new();
    private readonly Queue<PendingWrite> _waiting = new();
    private long _bytes;
    private StoreUnavailableException? _closed;

    public int Count
    {
        get
        {
            lock (_gate)
                return _waiting.Count;
        }
    }

    /// <summary>Why new writes are refused; null while they are taken.</summary>
    public StoreUnavailableException? Refusal
    {
        get
        {
            lock (_gate)
                return _closed;
        }
    }

    /// <summary>Puts a write last. True when it is the only one, so that the actor has to be woken.</summary>
    /// <exception cref="StoreFullException">A bound is reached; a write larger than the bytes bound still fits
    /// alone.</exception>
    /// <exception cref="StoreUnavailableException">The buffer is closed.</exception>
    public bool Add(PendingWrite write)
    {
        lock (_gate)
        {
            if (_closed is not null)
                throw _closed.Again();
            if (_waiting.Count >= commandsMax || (_waiting.Count > 0 && _bytes + write.Bytes > bytesMax))
                throw new StoreFullException();
            _waiting.Enqueue(write);
            _bytes += write.Bytes;
            return _waiting.Count == 1;
        }
    }

    /// <summary>Takes the next batch in order: at least one write where there is one.</summary>
    public void Take(List<PendingWrite> batch, int commands, int bytes)
    {
        lock (_gate)
        {
            var taken = 0L;
            while (batch.Count < commands && _waiting.TryPeek(out var next))
            {
                taken += next.Bytes;
                if (batch.Count > 0 && taken > bytes)
                    return;
                batch.Add(_waiting.Dequeue());
                _bytes -= next.Bytes;
            }
        }
    }

    /// <summary>Refuses new writes from now on; what waits stays.</summary>
    public void Close(StoreUnavailableException why)
    {
        lock (_gate)
            _closed = why;
    }

    public void Open()
    {
        lock (_gate)
            _closed = null;
    }

    /// <summary>Fails what waits: nothing of it happened.</summary>
    public void FailAll(Exception error)
    {
        var failed = new List<PendingWrite>();
        lock (_gate)
        {
            failed.AddRange(_waiting);
            _waiting.Clear();
            _bytes = 0;
        }
        foreach (var write in failed)
            write.Fail(error);
    }
}
