using System.Diagnostics.Metrics;

namespace Orchestrator.Store;

/// <summary>The store's instruments, under the meter <c>Orchestrator.Store</c>; names follow etcd's where it has the
/// same.</summary>
internal sealed class StoreMetrics : IDisposable
{
    private readonly Meter _meter = new("Orchestrator.Store");
    private readonly Counter<long> _writes;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _failedAppends;
    private readonly Histogram<double> _appendSeconds;
    private readonly Histogram<int> _batchWrites;
    private readonly Counter<long> _failedSnapshots;
    private readonly Histogram<double> _snapshotSeconds;

    public StoreMetrics(Func<long> revision, Func<long> retained, Func<long> bytesOnDisk, Func<int> waiting)
    {
        _writes = _meter.CreateCounter<long>("store_writes", description: "Writes that were appended.");
        _refused = _meter.CreateCounter<long>(
            "store_writes_refused", description: "Writes refused because too many waited.");
        _failedAppends = _meter.CreateCounter<long>("store_append_failures", description: "Appends that failed.");
        _appendSeconds = _meter.CreateHistogram<double>(
            "store_append_duration_seconds", "s", "Time until an append was on disk.");
        _batchWrites = _meter.CreateHistogram<int>("store_batch_writes", description: "Writes that shared an append.");
        _failedSnapshots = _meter.CreateCounter<long>(
            "store_snapshot_failures", description: "Snapshots that failed and are tried again.");
        _snapshotSeconds = _meter.CreateHistogram<double>(
            "store_snapshot_duration_seconds", "s", "Time until a snapshot was on disk.");
        _meter.CreateObservableGauge("store_revision", revision, description: "The newest revision.");
        _meter.CreateObservableGauge(
            "store_retained_changes", retained, description: "Changes that can still be watched from.");
        _meter.CreateObservableGauge("store_size_bytes", bytesOnDisk, "By", "Size of the journal.");
        _meter.CreateObservableGauge("store_waiting_writes", waiting, description: "Writes that wait for the journal.");
    }

    public void Appended(int writes, TimeSpan took)
    {
        _writes.Add(writes);
        _batchWrites.Record(writes);
        _appendSeconds.Record(took.TotalSeconds);
    }

    public void AppendFailed() => _failedAppends.Add(1);

    public void Refused() => _refused.Add(1);

    public void SnapshotWritten(TimeSpan took) => _snapshotSeconds.Record(took.TotalSeconds);

    public void SnapshotFailed() => _failedSnapshots.Add(1);

    public void Dispose() => _meter.Dispose();
}
