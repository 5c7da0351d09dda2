using System.Diagnostics;
using System.Diagnostics.Metrics;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Http.Metrics;

/// <summary>Counts and times requests under kube-apiserver's metric names.</summary>
internal sealed class RequestMetrics : IDisposable
{
    private readonly Meter _meter = new("Orchestrator.ApiServer");
    private readonly Counter<long> _total;
    private readonly Counter<long> _authentications;
    private readonly Histogram<double> _seconds;
    private readonly UpDownCounter<long> _longRunning;

    public RequestMetrics(InFlightLimiter inFlight)
    {
        _total = _meter.CreateCounter<long>(
            "apiserver_request_total", null, "Requests by verb, resource and answer.");
        _authentications = _meter.CreateCounter<long>(
            "authentication_attempts", null, "Requests by whether their credentials were good.");
        _seconds = _meter.CreateHistogram<double>(
            "apiserver_request_duration_seconds", "s", "Time from a request's head to the end of its answer.");
        _longRunning = _meter.CreateUpDownCounter<long>(
            "apiserver_longrunning_requests", null, "Watches and followed logs that are open.");
        _meter.CreateObservableGauge(
            "apiserver_current_inflight_requests",
            () => new Measurement<long>[]
            {
                new(inFlight.Reads, new KeyValuePair<string, object?>("request_kind", "readOnly")),
                new(inFlight.Writes, new KeyValuePair<string, object?>("request_kind", "mutating")),
            },
            null, "Requests being served, watches and logs apart.");
    }

    /// <param name="code">The HTTP code, as text.</param>
    public void Served(ApiRequest request, string code, TimeSpan took)
    {
        var tags = new TagList
        {
            { "verb", Upper(request.Verb) },
            { "group", request.Group },
            { "version", request.Kind.Gvk.Version },
            { "resource", request.Resource },
            { "subresource", request.Subresource },
            { "scope", request.Name.Length > 0 ? "resource" : request.Namespace.Length > 0 ? "namespace" : "cluster" },
        };
        _seconds.Record(took.TotalSeconds, tags);
        tags.Add("code", code);
        _total.Add(1, tags);
    }

    public void Authenticated(bool isKnown) =>
        _authentications.Add(1, new KeyValuePair<string, object?>("result", isKnown ? "success" : "failure"));

    public void LongRunning(ApiRequest request, int change) =>
        _longRunning.Add(change, new TagList { { "verb", Upper(request.Verb) }, { "resource", request.Resource } });

    public void Dispose() => _meter.Dispose();

    private static string Upper(RequestVerb verb) => verb switch
    {
        RequestVerb.Get => "GET",
        RequestVerb.List => "LIST",
        RequestVerb.Watch => "WATCH",
        RequestVerb.Create => "POST",
        RequestVerb.Update => "PUT",
        RequestVerb.Patch => "PATCH",
        RequestVerb.Delete => "DELETE",
        _ => "DELETECOLLECTION",
    };
}
