using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Forwarding;

/// <summary>What is sent on to the leader, and how long that takes.</summary>
internal sealed class ForwardingMetrics : IDisposable
{
    private readonly Meter _meter = new("Orchestrator.Forwarding");
    private readonly Counter<long> _total;
    private readonly Histogram<double> _seconds;

    public ForwardingMetrics()
    {
        _total = _meter.CreateCounter<long>(
            "orchestrator_forwarded_requests_total", null, "Writes sent on to the leading control plane, by answer.");
        _seconds = _meter.CreateHistogram<double>(
            "orchestrator_forwarded_request_duration_seconds", "s",
            "Time from sending a write on until its answer is here and this server shows what it wrote.");
    }

    /// <param name="code">The HTTP code answered.</param>
    public void Forwarded(RequestVerb verb, int code, TimeSpan took)
    {
        _total.Add(1, new TagList { { "verb", verb.Name() }, { "code", code.ToString(CultureInfo.InvariantCulture) } });
        _seconds.Record(took.TotalSeconds, new TagList { { "verb", verb.Name() } });
    }

    public void Dispose() => _meter.Dispose();
}
