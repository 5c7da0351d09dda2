using System.Diagnostics.Metrics;
using Orchestrator.ApiServer.Http.Metrics;

namespace Orchestrator.ApiServer.Tests.Http.Metrics;

public sealed class PrometheusExporterTests : IDisposable
{
    private readonly PrometheusExporter _exporter = new();
    private readonly Meter _meter = new("Orchestrator.ExporterTests");

    public void Dispose()
    {
        _meter.Dispose();
        _exporter.Dispose();
    }

    [Fact]
    public void ObservedSampleThatIsGone_IsOnNoLaterPage()
    {
        var state = "up";
        _meter.CreateObservableGauge(
            "exporter_tests_state", () => new Measurement<int>(1, new KeyValuePair<string, object?>("state", state)));
        Assert.Contains("exporter_tests_state{state=\"up\"} 1\n", _exporter.Write());

        state = "unreachable";

        var page = _exporter.Write();
        Assert.Contains("exporter_tests_state{state=\"unreachable\"} 1\n", page);
        Assert.DoesNotContain("exporter_tests_state{state=\"up\"}", page);
    }

    [Fact]
    public void ObservedInstrumentThatEnded_IsOnNoLaterPage_ACounterThatDidNotStays()
    {
        _meter.CreateCounter<long>("exporter_tests_total").Add(3);
        var ended = new Meter("Orchestrator.ExporterTests.Ended");
        ended.CreateObservableGauge("exporter_tests_ended", () => 7);
        Assert.Contains("exporter_tests_ended 7\n", _exporter.Write());

        ended.Dispose();

        var page = _exporter.Write();
        Assert.DoesNotContain("exporter_tests_ended", page);
        Assert.Contains("exporter_tests_total 3\n", page);
    }

    [Fact]
    public void LabelText_IsEscaped()
    {
        _meter.CreateObservableGauge(
            "exporter_tests_text",
            () => new Measurement<int>(1, new KeyValuePair<string, object?>("text", "a\"b\\c\nd")));

        Assert.Contains("""exporter_tests_text{text="a\"b\\c\nd"} 1""" + "\n", _exporter.Write());
    }
}
