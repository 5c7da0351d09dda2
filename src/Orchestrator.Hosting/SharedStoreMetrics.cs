using System.Diagnostics.Metrics;
using Orchestrator.Store;

namespace Orchestrator.Hosting;

/// <summary>How a control plane's store stands among those that share its journal.</summary>
internal sealed class SharedStoreMetrics : IDisposable
{
    private readonly Meter _meter = new("Orchestrator.SharedStore");

    public SharedStoreMetrics(StoreHost store)
    {
        _meter.CreateObservableGauge(
            "orchestrator_store_leader", () => store.Leadership.IsLeader ? 1 : 0, null,
            "1 where this control plane writes the store.");
        _meter.CreateObservableGauge(
            "orchestrator_store_epoch", () => store.Leadership.Epoch, null, "The leadership that this server sees.");
        _meter.CreateObservableGauge(
            "orchestrator_store_lag_seconds", () => store.Lag.Time.TotalSeconds, "s",
            "What was written longer ago than this is shown here; 0 on the leader.");
        _meter.CreateObservableGauge(
            "orchestrator_store_lag_rows", () => store.Lag.Rows, null,
            "Rows of the journal that the last look found new.");
        _meter.CreateObservableGauge(
            "orchestrator_store_revision", () => store.Current.Revision, null, "The newest revision shown here.");
    }

    public void Dispose() => _meter.Dispose();
}
