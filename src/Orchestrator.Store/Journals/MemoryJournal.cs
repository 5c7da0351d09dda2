namespace Orchestrator.Store.Journals;

/// <summary>A journal that ends with the process: for tests and for clusters that need not survive.</summary>
public sealed class MemoryJournal : IJournal, IJournalFollower
{
    private readonly AppendSignal _appended = new();
    private readonly Lock _gate = new();
    private readonly SortedDictionary<JournalPosition, JournalRow> _rows = [];
    private readonly Dictionary<SegmentId, SegmentRow> _segments = [];
    private ManifestRow? _manifest;

    public bool IsExclusive => true;

    public long SizeBytes { get; private set; }

    public ValueTask<JournalRow?> FindLastAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return new(_rows.Count == 0 ? null : _rows.Last().Value with { Payload = default });
    }

    public ValueTask AppendAsync(JournalRow row, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (!_rows.TryAdd(row.Position, row with { Payload = row.Payload.ToArray() }))
                return ValueTask.FromException(new JournalConflictException(row.Position));
            SizeBytes += row.Payload.Length;
        }
        _appended.Appended(row.Position);
        return default;
    }

    public ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation)
    {
        JournalRow row;
        lock (_gate)
        {
            var newest = _rows.Values.LastOrDefault(other => other.Position.Epoch == seal.Position.Epoch);
            if (newest?.Kind == JournalRowKind.Seal)
                return ValueTask.FromException<JournalPosition>(new JournalConflictException(newest.Position));
            var isBehind = newest?.Position.CompareTo(seal.Position) >= 0;
            row = seal with
            {
                Position = isBehind ? newest!.Position.Next : seal.Position,
                Payload = seal.Payload.ToArray(),
            };
            _rows.Add(row.Position, row);
            SizeBytes += row.Payload.Length;
        }
        _appended.Appended(row.Position);
        return new(row.Position);
    }

    public ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation) =>
        _appended.WaitAsync(after, cancellation);

    public ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var found = new List<JournalRow>();
            var bytes = 0L;
            foreach (var (position, row) in _rows)
            {
                if (position.Epoch != after.Epoch || position.Sequence <= after.Sequence)
                    continue;
                bytes += row.Payload.Length;
                if (found.Count > 0 && bytes > bytesMax)
                    break;
                found.Add(row);
            }
            return new(found);
        }
    }

    public ValueTask<ManifestRow?> FindManifestAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return new(_manifest);
    }

    public ValueTask<IReadOnlyList<SegmentRow>> ReadSegmentsAsync(
        IReadOnlyList<SegmentId> ids, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var found = new List<SegmentRow>(ids.Count);
            foreach (var id in ids)
            {
                if (!_segments.TryGetValue(id, out var row))
                    throw new JournalCorruptException($"segment {id.Epoch}/{id.Number} is missing");
                found.Add(row);
            }
            return new(found);
        }
    }

    public ValueTask<IReadOnlyList<SegmentId>> ListSegmentsAsync(CancellationToken cancellation)
    {
        lock (_gate)
            return new([.. _segments.Keys.OrderBy(id => id.Epoch).ThenBy(id => id.Number)]);
    }

    public ValueTask WriteSegmentsAsync(IReadOnlyList<SegmentRow> segments, CancellationToken cancellation)
    {
        lock (_gate)
        {
            foreach (var segment in segments)
            {
                _segments.Add(segment.Id, segment with { Payload = segment.Payload.ToArray() });
                SizeBytes += segment.Payload.Length;
            }
            return default;
        }
    }

    public ValueTask WriteManifestAsync(
        ManifestRow manifest, IReadOnlyList<SegmentId> obsolete, CancellationToken cancellation)
    {
        lock (_gate)
        {
            if (_rows.Values.Any(row => row.Kind == JournalRowKind.Seal && row.Position.Epoch == manifest.Epoch))
                return ValueTask.FromException(new JournalSealedException(manifest.Epoch));
            _manifest = manifest with { Payload = manifest.Payload.ToArray() };
            foreach (var id in obsolete)
            {
                if (_segments.Remove(id, out var dropped))
                    SizeBytes -= dropped.Payload.Length;
            }
            return default;
        }
    }

    public ValueTask<int> CompactAsync(JournalPosition through, int rowsMax, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var dropped = _rows.Values
                .TakeWhile(row => row.Position.CompareTo(through) <= 0)
                .Where(row => row.Kind != JournalRowKind.Seal)
                .Take(rowsMax)
                .ToList();
            foreach (var row in dropped)
            {
                _rows.Remove(row.Position);
                SizeBytes -= row.Payload.Length;
            }
            return new(dropped.Count);
        }
    }

    public ValueTask DisposeAsync() => default;
}
