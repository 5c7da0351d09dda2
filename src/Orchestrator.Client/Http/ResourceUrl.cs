using System.Globalization;
using System.Text;
using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Client.Http;

/// <summary>Paths and queries of Kubernetes' API. Pure.</summary>
/// <remarks><c>/api/v1/namespaces/a/pods/b/status?dryRun=All</c>, <c>/apis/apps/v1/deployments?limit=500</c>.</remarks>
public static class ResourceUrl
{
    /// <summary>All objects of a kind, in one namespace or (null or empty) everywhere.</summary>
    public static string Collection(KindDefinition kind, string? ns)
    {
        var url = new StringBuilder(kind.Gvk.Group.Length == 0 ? "/api/" : "/apis/").Append(kind.Gvk.ApiVersion);
        if (kind.Namespaced && !string.IsNullOrEmpty(ns))
            url.Append("/namespaces/").Append(Part(ns));
        return url.Append('/').Append(kind.Plural).ToString();
    }

    /// <exception cref="StatusException">400: the name is empty or cannot stand in a path.</exception>
    public static string Object(KindDefinition kind, ObjectKey key, string? subresource = null)
    {
        if (kind.Namespaced && key.Namespace.Length == 0)
            throw Statuses.BadRequest("an empty namespace may not be set when a resource name is provided");
        var url = $"{Collection(kind, key.Namespace)}/{Part(key.Name)}";
        return string.IsNullOrEmpty(subresource) ? url : $"{url}/{subresource}";
    }

    public static string List(KindDefinition kind, ListQuery query)
    {
        var url = new UrlQuery(Collection(kind, query.Namespace));
        Select(ref url, query);
        return url.ToString();
    }

    public static string Watch(KindDefinition kind, WatchQuery query)
    {
        var url = new UrlQuery(Collection(kind, query.Namespace));
        url.Add("watch", "1");
        // Always: without them a quiet watch could not be told from a dead one.
        url.Add("allowWatchBookmarks", "true");
        url.Add("labelSelector", query.LabelSelector);
        url.Add("fieldSelector", query.FieldSelector);
        url.Add("resourceVersion", query.ResourceVersion);
        if (query.SendInitialEvents)
        {
            url.Add("sendInitialEvents", "true");
            url.Add("resourceVersionMatch", "NotOlderThan");
        }
        if (query.Timeout is { } timeout)
            url.Add("timeoutSeconds", Math.Max(1, Math.Ceiling(timeout.TotalSeconds)));
        return url.ToString();
    }

    public static string Write(string path, WriteOptions? options)
    {
        if (options is null || options == WriteOptions.Default)
            return path;
        var url = new UrlQuery(path);
        url.Add("dryRun", options.DryRun ? "All" : null);
        url.Add("fieldManager", options.FieldManager);
        url.Add("fieldValidation", options.FieldValidation);
        return url.ToString();
    }

    private static void Select(ref UrlQuery url, ListQuery query)
    {
        url.Add("labelSelector", query.LabelSelector);
        url.Add("fieldSelector", query.FieldSelector);
        if (query.Limit > 0)
            url.Add("limit", query.Limit);
        url.Add("continue", query.Continue);
        url.Add("resourceVersion", query.ResourceVersion);
        url.Add("resourceVersionMatch", query.ResourceVersionMatch);
    }

    // "." and ".." would be resolved away, and another object be addressed.
    private static string Part(string text) => text is "" or "." or ".."
        ? throw Statuses.BadRequest($"\"{text}\" may not be used as a name in a path")
        : Uri.EscapeDataString(text);

    private ref struct UrlQuery(string path)
    {
        private readonly StringBuilder _text = new(path);
        private bool _begun;

        public void Add(string name, string? value)
        {
            if (string.IsNullOrEmpty(value))
                return;
            _text.Append(_begun ? '&' : '?').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            _begun = true;
        }

        public void Add(string name, double value) => Add(name, value.ToString("F0", CultureInfo.InvariantCulture));

        public override readonly string ToString() => _text.ToString();
    }
}
