using Microsoft.AspNetCore.Http;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Discovery;
using Orchestrator.ApiServer.Http.Forwarding;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Http.Routing;

/// <summary>Makes the request that the pipeline takes out of an HTTP one.</summary>
internal sealed class HttpRouter(ResourceTable table, RequestReader reader, ApiServerCore core)
{
    /// <exception cref="StatusException">404: no such resource. 405: it has not that method. 400: a malformed leader
    /// token.</exception>
    public ApiRequest Route(HttpContext http, in Caller caller, in ResourcePath path)
    {
        var kind = table.Find(path.ApiVersion, path.Resource) ?? throw Statuses.PathNotFound();
        var query = new QueryOptions(http.Request.Query);
        if (path.Namespace.Length > 0 && !kind.Namespaced)
            throw Statuses.PathNotFound();
        var verb = VerbOf(http.Request.Method, path, query);
        if (kind.Namespaced && path.Namespace.Length == 0 && NeedsNamespace(path, verb))
            throw path.Name.Length > 0 ? Statuses.PathNotFound() : Statuses.MethodNotAllowed();
        return WithOptions(
            new ApiRequest(caller.User, verb, kind)
            {
                IsForwarded = caller.IsFrontProxy && http.Request.Headers.ContainsKey(ForwardingHeaders.Forwarded),
                Namespace = path.Namespace,
                Name = path.Name,
                Subresource = path.Subresource,
                Leader = verb.IsRead() ? null : LeaderOf(http),
            },
            query);
    }

    /// <summary>The request with its body; read only once the request has been let in.</summary>
    public async ValueTask<ApiRequest> WithBodyAsync(HttpContext http, ApiRequest request)
    {
        switch (request.Verb)
        {
            case RequestVerb.Create or RequestVerb.Update:
                return request with { Body = await reader.ObjectAsync(http) };
            case RequestVerb.Patch:
                return request with { Body = await reader.PatchAsync(http) };
            case RequestVerb.Delete or RequestVerb.DeleteCollection:
                var options = await reader.DeleteOptionsAsync(http);
                return options is null ? request : request with { Delete = options };
            default:
                return request;
        }
    }

    private ApiRequest WithOptions(ApiRequest request, QueryOptions query)
    {
        switch (request.Verb)
        {
            case RequestVerb.Get when request.Subresource == "log":
                return request with { Log = query.Log() };
            case RequestVerb.Get:
                return query.ResourceVersion is { } revision ? request with { ResourceVersion = revision } : request;
            case RequestVerb.List:
                return request with { List = query.List(request.Namespace) };
            case RequestVerb.Watch:
                var min = core.Options.WatchTimeoutMin;
                // Spread, so that watches opened together do not all come back together.
                var timeout = min + min * Random.Shared.NextDouble();
                return request with { Watch = query.Watch(request.Namespace, timeout, core.Store.Current.Revision) };
            case RequestVerb.Delete:
                return request with { Delete = query.Delete() };
            case RequestVerb.DeleteCollection:
                return request with { Delete = query.Delete(), List = query.List(request.Namespace) };
            default:
                return request with { Write = query.Write() };
        }
    }

    /// <exception cref="StatusException">400: the header is there and says no token.</exception>
    private static LeaderToken? LeaderOf(HttpContext http)
    {
        var header = http.Request.Headers[LeaderTokenHeader.Name];
        if (header.Count == 0)
            return null;
        return header.Count == 1 && LeaderTokenHeader.TryParse(header[0]!, out var leader)
            ? leader
            : throw Statuses.BadRequest(
                $"the header {LeaderTokenHeader.Name} takes one token, {LeaderTokenHeader.Form}");
    }

    private static bool NeedsNamespace(in ResourcePath path, RequestVerb verb) =>
        path.Name.Length > 0 || verb is not (RequestVerb.List or RequestVerb.Watch);

    private static RequestVerb VerbOf(string method, in ResourcePath path, QueryOptions query)
    {
        var isItem = path.Name.Length > 0;
        return method switch
        {
            "GET" or "HEAD" when isItem => RequestVerb.Get,
            "GET" or "HEAD" => query.IsWatch ? RequestVerb.Watch : RequestVerb.List,
            "POST" when !isItem || path.Subresource.Length > 0 => RequestVerb.Create,
            "PUT" when isItem => RequestVerb.Update,
            "PATCH" when isItem => RequestVerb.Patch,
            "DELETE" => isItem ? RequestVerb.Delete : RequestVerb.DeleteCollection,
            _ => throw Statuses.MethodNotAllowed(),
        };
    }
}
