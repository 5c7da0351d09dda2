using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Simulation;

/// <summary>One process's view of a <see cref="SimulatedDisk"/>.</summary>
internal sealed class SimulatedJournal(SimulatedDisk disk) : IJournal, IJournalFollower
{
    private readonly List<SimulatedCall> _underWay = [];
    private readonly AppendSignal _appended = new();
    private TimeSpan _busyUntil;
    private bool _isDead;

    public bool IsCut { get; set; }

    // Others may have the disk open too.
    public bool IsExclusive => false;

    public long SizeBytes => disk.Content.SizeBytes;

    public ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation) =>
        ReadAsync(content => content.FindLastAsync(default));

    public ValueTask AppendAsync(JournalRow row, CancellationToken cancellation)
    {
        var kept = row with { Payload = row.Payload.ToArray() };
        return WriteAsync(content =>
        {
            content.AppendAsync(kept, default).GetAwaiter().GetResult();
            disk.Appended(kept);
            return default;
        });
    }

    public async ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation)
    {
        var kept = seal with { Payload = seal.Payload.ToArray() };
        await WriteAsync(content =>
        {
            if (disk.Happens(disk.Faults.Occupied))
                throw new JournalException("the simulated disk could not be had alone");
            var position = content.SealAsync(kept, default).GetAwaiter().GetResult();
            disk.SealsBehindUnread += position == kept.Position ? 0 : 1;
            kept = kept with { Position = position };
            disk.Appended(kept);
            return default;
        });
        return kept.Position;
    }

    public ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation) =>
        ReadAsync(content => content.ReadAsync(after, bytesMax, default));

    public ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation) =>
        _appended.WaitAsync(after, cancellation);

    public ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation) =>
        ReadAsync(content => content.FindManifestAsync(default));

    public ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation) =>
        ReadAsync(content => content.ReadSegmentsAsync(ids, default));

    public ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation) =>
        ReadAsync(content => content.ListSegmentsAsync(default));

    public ValueTask WriteSegmentsAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellation) =>
        WriteAsync(
            content => content.WriteSegmentsAsync(segments, default),
            content => content.WriteSegmentsAsync(
                [.. segments.Take(disk.Entropy.Next(segments.Count + 1))], default));

    public ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation) =>
        WriteAsync(content => content.WriteManifestAsync(manifest, obsolete, default));

    public async ValueTask<int> CompactAsync(JournalPosition through, int rowsMax, CancellationToken cancellation)
    {
        var dropped = 0;
        await WriteAsync(content =>
        {
            dropped = content.CompactAsync(through, rowsMax, default).GetAwaiter().GetResult();
            return default;
        });
        return dropped;
    }

    public ValueTask DisposeAsync() => default;

    internal void Notice(JournalPosition position)
    {
        if (IsCut || disk.Happens(disk.Faults.LostNotice))
            return;
        ITimer? timer = null;
        timer = disk.Time.CreateTimer(
            _ =>
            {
                timer?.Dispose();
                _appended.Appended(position);
            },
            null, disk.Faults.NoticeDelayMax * disk.Entropy.NextDouble(), Timeout.InfiniteTimeSpan);
    }

    internal void Crash()
    {
        _isDead = true;
        foreach (var call in _underWay)
            call.Crash(disk.Happens(disk.Faults.KeptByCrash));
        _underWay.Clear();
    }

    private async ValueTask<TResult> ReadAsync<TResult>(Func<MemoryJournal, ValueTask<TResult>> read)
    {
        var result = default(TResult);
        await CallAsync(new SimulatedCall(
            () =>
            {
                ThrowIfCut();
                if (disk.Happens(disk.Faults.FailRead))
                    throw new JournalException("the simulated disk could not read");
                result = read(disk.Content).GetAwaiter().GetResult();
            },
            torn: static () => { }));
        return result!;
    }

    private ValueTask WriteAsync(
        Func<MemoryJournal, ValueTask> write, Func<MemoryJournal, ValueTask>? torn = null) =>
        CallAsync(new SimulatedCall(
            () =>
            {
                ThrowIfCut();
                if (disk.IsFull)
                    throw new JournalFullException("no space is left on the simulated disk");
                if (disk.Happens(disk.Faults.FailBefore))
                    throw new JournalException("the simulated disk could not write");
                write(disk.Content).GetAwaiter().GetResult();
                ThrowIfCut();
                if (disk.Happens(disk.Faults.FailAfter))
                    throw new JournalException("the simulated disk lost its answer");
            },
            () => (torn ?? write)(disk.Content).GetAwaiter().GetResult()));

    private async ValueTask CallAsync(SimulatedCall call)
    {
        if (_isDead)
            throw new JournalException("the simulated process is dead");
        _underWay.Add(call);
        // Half of the time passes before the effect, half before the answer; the next call waits for both.
        var half = Delay() / 2;
        // Not the wall clock, which simulations set forward and back.
        var now = disk.Time.GetElapsedTime(0);
        var begin = (_busyUntil > now ? _busyUntil : now) + TimeSpan.FromTicks(1);
        _busyUntil = begin + half + half + TimeSpan.FromTicks(2);
        using var effect = disk.Time.CreateTimer(
            _ => call.TakeEffect(), null, begin + half - now, Timeout.InfiniteTimeSpan);
        using var answer = disk.Time.CreateTimer(
            _ => call.Complete(), null, begin + half + half + TimeSpan.FromTicks(1) - now, Timeout.InfiniteTimeSpan);
        try
        {
            await call.Completion;
        }
        finally
        {
            _underWay.Remove(call);
        }
    }

    private void ThrowIfCut()
    {
        if (IsCut)
            throw new JournalException("the simulated process is cut off from its disk");
    }

    private TimeSpan Delay() =>
        disk.Happens(disk.Faults.Stall) ? disk.Faults.StallMax : disk.Faults.DelayMax * disk.Entropy.NextDouble();
}
