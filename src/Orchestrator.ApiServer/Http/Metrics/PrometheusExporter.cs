using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Orchestrator.ApiServer.Http.Metrics;

/// <summary>Keeps the measurements of all Orchestrator meters and writes them in Prometheus' text form.</summary>
public sealed class PrometheusExporter : IDisposable
{
    private const string MeterPrefix = "Orchestrator";

    // Beyond it new sets of tags are dropped: labels that clients choose must not grow memory without bound.
    private const int SeriesPerInstrumentMax = 10_000;

    private readonly Lock _page = new();
    private readonly MeterListener _listener = new();
    private readonly ConcurrentDictionary<string, InstrumentSeries> _instruments = new(StringComparer.Ordinal);

    public PrometheusExporter()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (!instrument.Meter.Name.StartsWith(MeterPrefix, StringComparison.Ordinal))
                return;
            var series = _instruments.GetOrAdd(NameOf(instrument), _ => new(instrument));
            listener.EnableMeasurementEvents(instrument, series);
        };
        _listener.SetMeasurementEventCallback<long>(
            static (_, value, tags, series) => ((InstrumentSeries)series!).Record(value, tags));
        _listener.SetMeasurementEventCallback<int>(
            static (_, value, tags, series) => ((InstrumentSeries)series!).Record(value, tags));
        _listener.SetMeasurementEventCallback<double>(
            static (_, value, tags, series) => ((InstrumentSeries)series!).Record(value, tags));
        _listener.Start();
    }

    public string Write()
    {
        var text = new StringBuilder(16 * 1024);
        // One page at a time: between the forgetting and the writing another would find samples missing.
        lock (_page)
        {
            foreach (var series in _instruments.Values)
                series.Forget();
            _listener.RecordObservableInstruments();
            foreach (var (name, series) in _instruments.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                series.Write(text, name);
        }
        WriteProcess(text);
        return text.ToString();
    }

    public void Dispose() => _listener.Dispose();

    private static string NameOf(Instrument instrument) => instrument.Name.Replace('.', '_').Replace('-', '_');

    private static void WriteProcess(StringBuilder text)
    {
        using var process = Process.GetCurrentProcess();
        var started = new DateTimeOffset(process.StartTime.ToUniversalTime()).ToUnixTimeMilliseconds() / 1000.0;
        Gauge(text, "process_start_time_seconds", started);
        Gauge(text, "process_cpu_seconds_total", process.TotalProcessorTime.TotalSeconds);
        Gauge(text, "process_resident_memory_bytes", process.WorkingSet64);
    }

    private static void Gauge(StringBuilder text, string name, double value) =>
        text.Append(CultureInfo.InvariantCulture, $"# TYPE {name} gauge\n{name} {value}\n");

    private sealed class InstrumentSeries(Instrument instrument)
    {
        private readonly ConcurrentDictionary<TagSet, MetricSeries> _series = new();
        private readonly bool _isHistogram = TypeName(instrument).StartsWith("Histogram", StringComparison.Ordinal);
        private readonly bool _isObserved = instrument.IsObservable;

        public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
        {
            var key = TagSet.Borrow(tags);
            if (!_series.TryGetValue(key, out var series))
            {
                if (_series.Count >= SeriesPerInstrumentMax)
                    return;
                series = _series.GetOrAdd(key.Keep(), _ => new MetricSeries(_isHistogram));
            }
            if (_isObserved)
                series.Set(value);
            else
                series.Add(value);
        }

        /// <summary>What is observed anew for each page is on it only while it is there.</summary>
        public void Forget()
        {
            if (_isObserved)
                _series.Clear();
        }

        public void Write(StringBuilder text, string name)
        {
            if (_series.IsEmpty)
                return;
            if (instrument.Description is { Length: > 0 } help)
                text.Append($"# HELP {name} {help}\n");
            var isCounter = TypeName(instrument).Contains("Counter", StringComparison.Ordinal)
                && !TypeName(instrument).Contains("UpDown", StringComparison.Ordinal);
            text.Append($"# TYPE {name} {(_isHistogram ? "histogram" : isCounter ? "counter" : "gauge")}\n");
            var lines = _series.Select(pair => (Labels: Labels(pair.Key), Series: pair.Value));
            foreach (var (labels, series) in lines.OrderBy(line => line.Labels, StringComparer.Ordinal))
                WriteSeries(text, name, labels, series);
        }

        private void WriteSeries(StringBuilder text, string name, string labels, MetricSeries series)
        {
            var (sum, count, buckets) = series.Read();
            if (!_isHistogram)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{Braced(labels)} {sum}\n");
                return;
            }
            var below = 0L;
            for (var i = 0; i < buckets.Length; i++)
            {
                below += buckets[i];
                var le = MetricSeries.Bounds[i].ToString(CultureInfo.InvariantCulture);
                var bound = Joined(labels, $"le=\"{le}\"");
                text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{bound}}} {below}\n");
            }
            text.Append(CultureInfo.InvariantCulture, $"{name}_bucket{{{Joined(labels, "le=\"+Inf\"")}}} {count}\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}_sum{Braced(labels)} {sum}\n");
            text.Append(CultureInfo.InvariantCulture, $"{name}_count{Braced(labels)} {count}\n");
        }

        private static string TypeName(Instrument instrument) => instrument.GetType().Name;

        private static string Braced(string labels) => labels.Length == 0 ? "" : $"{{{labels}}}";

        private static string Joined(string labels, string last) => labels.Length == 0 ? last : $"{labels},{last}";

        private static string Labels(TagSet set)
        {
            var text = new StringBuilder();
            foreach (var (key, value) in set.Tags)
            {
                var escaped = Convert.ToString(value, CultureInfo.InvariantCulture)!
                    .Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n");
                text.Append(text.Length > 0 ? "," : "").Append(key.Replace('.', '_'));
                text.Append("=\"").Append(escaped).Append('"');
            }
            return text.ToString();
        }
    }
}
