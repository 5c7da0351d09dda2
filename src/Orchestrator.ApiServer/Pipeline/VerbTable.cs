using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Pipeline;

/// <summary>Which handler serves which verb of which path below an object.</summary>
internal sealed class VerbTable
{
    private readonly Dictionary<(RequestVerb Verb, string Subresource), IVerbHandler> _handlers = [];
    private readonly Dictionary<KindDefinition, IVerbHandler> _ofKind = [];

    /// <summary>A handler for all that is done to one kind, whatever the verb.</summary>
    public VerbTable AddFor(KindDefinition kind, IVerbHandler handler)
    {
        _ofKind.Add(kind, handler);
        return this;
    }

    public VerbTable Add(RequestVerb verb, string subresource, IVerbHandler handler)
    {
        _handlers.Add((verb, subresource), handler);
        return this;
    }

    /// <exception cref="StatusException">404 for a subresource the kind has not, 405 for a verb it has not.</exception>
    public IVerbHandler For(ApiRequest request)
    {
        if (request.Subresource.Length > 0)
            RequireSubresource(request);
        else if (!Contains(request.Kind.Verbs.AsSpan(), request.Verb))
            throw NotSupported(request);
        if (_ofKind.TryGetValue(request.Kind, out var own))
            return own;
        return _handlers.TryGetValue((request.Verb, request.Subresource), out var handler)
            ? handler
            : throw NotSupported(request);
    }

    private static void RequireSubresource(ApiRequest request)
    {
        foreach (var subresource in request.Kind.Subresources)
        {
            if (subresource.Name != request.Subresource)
                continue;
            if (Contains(subresource.Verbs.AsSpan(), request.Verb))
                return;
            throw NotSupported(request);
        }
        throw Statuses.PathNotFound();
    }

    private static bool Contains(ReadOnlySpan<string> verbs, RequestVerb verb)
    {
        var name = verb.Name();
        foreach (var known in verbs)
        {
            if (known == name)
                return true;
        }
        return false;
    }

    private static StatusException NotSupported(ApiRequest request) =>
        Statuses.MethodNotAllowed(request.Group, request.Resource, request.Verb.Name());
}
