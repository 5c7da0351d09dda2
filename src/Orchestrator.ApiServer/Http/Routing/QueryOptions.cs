using System.Globalization;
using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Validation;
using Orchestrator.Api.Values;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Http.Routing;

/// <summary>A request's query as the options of its verb. Wrong values are refused, unknown names ignored.</summary>
internal readonly struct QueryOptions(IQueryCollection query)
{
    public bool IsWatch => Flag("watch") == true;

    public string? IncludeObject => Text("includeObject");

    /// <summary>How long the client lets the request take; null where it does not say.</summary>
    public TimeSpan? Timeout => Text("timeout") is { } text ? Duration(text) : null;

    public string? ResourceVersion => Text("resourceVersion");

    public ListQuery List(string ns) => new()
    {
        Namespace = ns.Length == 0 ? null : ns,
        LabelSelector = Text("labelSelector"),
        FieldSelector = Text("fieldSelector"),
        Limit = Number("limit") ?? 0,
        Continue = Text("continue"),
        ResourceVersion = ResourceVersion,
        ResourceVersionMatch = Text("resourceVersionMatch"),
    };

    /// <param name="defaultTimeout">For a client that names none.</param>
    /// <param name="current">The newest revision: where a watch begins that wants neither a past nor the
    /// present.</param>
    public WatchQuery Watch(string ns, TimeSpan defaultTimeout, long current)
    {
        var initial = Flag("sendInitialEvents");
        RequireMatch(initial);
        var revision = ResourceVersion;
        if (initial == false && revision is null or "0")
            revision = initial == false ? current.ToString(CultureInfo.InvariantCulture) : revision;
        return new WatchQuery
        {
            Namespace = ns.Length == 0 ? null : ns,
            LabelSelector = Text("labelSelector"),
            FieldSelector = Text("fieldSelector"),
            ResourceVersion = revision,
            AllowBookmarks = Flag("allowWatchBookmarks") == true,
            SendInitialEvents = initial == true,
            Timeout = Number("timeoutSeconds") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : defaultTimeout,
        };
    }

    public WriteOptions Write()
    {
        var dryRun = DryRun("CreateOptions");
        var manager = Text("fieldManager");
        var validation = Text("fieldValidation");
        return dryRun.IsEmpty && manager is null && validation is null
            ? WriteOptions.Default
            : new WriteOptions { DryRun = !dryRun.IsEmpty, FieldManager = manager, FieldValidation = validation };
    }

    /// <summary>What the query says of a delete; a body says it better.</summary>
    public DeleteOptions Delete() => new()
    {
        GracePeriodSeconds = Number("gracePeriodSeconds"),
        OrphanDependents = Flag("orphanDependents"),
        PropagationPolicy = Text("propagationPolicy"),
        DryRun = DryRun("DeleteOptions"),
    };

    public PodLogOptions Log() => new()
    {
        Container = Text("container"),
        Follow = Flag("follow") == true,
        Previous = Flag("previous") == true,
        Timestamps = Flag("timestamps") == true,
        SinceSeconds = Number("sinceSeconds"),
        SinceTime = Moment("sinceTime"),
        TailLines = Number("tailLines"),
        LimitBytes = Number("limitBytes"),
    };

    private void RequireMatch(bool? initial)
    {
        var match = Text("resourceVersionMatch");
        var errors = new FieldErrors();
        if (initial is not null && match != "NotOlderThan")
        {
            errors.Forbidden(
                FieldPath.Of("resourceVersionMatch"),
                "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan");
        }
        if (initial is null && match is not null)
        {
            errors.Forbidden(
                FieldPath.Of("resourceVersionMatch"),
                "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided");
        }
        if (errors.Any)
            throw Statuses.Invalid(new("meta.k8s.io", "v1", "ListOptions"), "", errors);
    }

    private ValueList<string> DryRun(string options)
    {
        var values = query["dryRun"];
        if (values.Count == 0)
            return [];
        foreach (var value in values)
        {
            if (value == "All")
                continue;
            var errors = new FieldErrors();
            errors.NotSupported(FieldPath.Of("dryRun"), value, "All");
            throw Statuses.Invalid(new("meta.k8s.io", "v1", options), "", errors);
        }
        return ["All"];
    }

    private string? Text(string name) => query.TryGetValue(name, out var values) && values.Count > 0
        && values[0] is { Length: > 0 } text ? text : null;

    // A flag that is only named is set, as in ?watch.
    private bool? Flag(string name) =>
        query.TryGetValue(name, out var values) ? values.ToString() is not ("false" or "0") : null;

    private long? Number(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw Statuses.BadRequest($"{name}: strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }

    private Time? Moment(string name)
    {
        if (Text(name) is not { } text)
            return null;
        return DateTimeOffset.TryParse(
            text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? new Time(moment)
            : throw Statuses.BadRequest($"{name}: \"{text}\" is no RFC 3339 time");
    }

    private static TimeSpan Duration(string text)
    {
        var (unit, length) = text switch
        {
            _ when text.EndsWith("ms", StringComparison.Ordinal) => (0.001, 2),
            _ when text.EndsWith('s') => (1.0, 1),
            _ when text.EndsWith('m') => (60.0, 1),
            _ when text.EndsWith('h') => (3600.0, 1),
            _ => (0.0, 0),
        };
        var digits = text.AsSpan(0, text.Length - length);
        if (unit > 0 && double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount)
            && amount * unit is > 0 and < 86_400)
        {
            return TimeSpan.FromSeconds(amount * unit);
        }
        throw Statuses.BadRequest($"invalid timeout specified in the request URL - time: invalid duration \"{text}\"");
    }
}
