using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Orchestrator.Hosting;

/// <summary><c>leader_election_master_status</c>, as every Kubernetes component that is elected has it.</summary>
internal sealed class LeadershipMetrics : IDisposable
{
    private readonly Meter _meter = new("Orchestrator.Hosting");
    private readonly ConcurrentDictionary<string, bool> _leads = new(StringComparer.Ordinal);

    public LeadershipMetrics() => _meter.CreateObservableGauge(
        "leader_election_master_status",
        () => _leads.Select(lease => new Measurement<int>(
            lease.Value ? 1 : 0, new KeyValuePair<string, object?>("name", lease.Key))),
        null, "1 while this process leads by the Lease of that name, 0 while another does.");

    public void Set(string lease, bool leads) => _leads[lease] = leads;

    public void Dispose() => _meter.Dispose();
}
