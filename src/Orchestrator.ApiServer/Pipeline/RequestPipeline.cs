using Orchestrator.Api.Errors;
using Orchestrator.Api.Selectors;
using Orchestrator.ApiServer.Audit;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Pipeline;

/// <summary>The path every request takes once it is known who asks for which resource: audit, authorize, the
/// verb.</summary>
/// <remarks>The HTTP front end and the in-process client both end here. Free of state: requests run in
/// parallel.</remarks>
public sealed class RequestPipeline
{
    private readonly ConfirmedAuthorizer _authorizer;
    private readonly IAuditSink _audit;
    private readonly VerbTable _verbs;

    private readonly WriteRouter? _writes;

    /// <param name="authorizer">Who may do what.</param>
    /// <param name="audit">Hears of what is carried out here, and of what was refused before it could be.</param>
    /// <param name="verbs">Carry it out.</param>
    /// <param name="writes">Where several processes share a store: takes each write to the one that leads.</param>
    internal RequestPipeline(
        ConfirmedAuthorizer authorizer, IAuditSink audit, VerbTable verbs, WriteRouter? writes)
    {
        _writes = writes;
        _authorizer = authorizer;
        _audit = audit;
        _verbs = verbs;
    }

    /// <exception cref="StatusException">The request ended badly; the exception says whether it may have
    /// happened.</exception>
    public ValueTask<ApiResult> ExecuteAsync(ApiRequest request, CancellationToken cancellation) =>
        _writes is null || !WriteRouter.Concerns(request)
            ? HereAsync(request, cancellation)
            : _writes.ExecuteAsync(request, HereAsync, AuthorizeElsewhereAsync, cancellation);

    private async ValueTask<ApiResult> HereAsync(ApiRequest request, CancellationToken cancellation)
    {
        _audit.RequestReceived(request);
        try
        {
            await AuthorizeAsync(request, cancellation);
            var result = await _verbs.For(request).HandleAsync(request, cancellation);
            _audit.ResponseComplete(request, result.Code);
            return result;
        }
        catch (StatusException refusal)
        {
            _audit.ResponseComplete(request, refusal.Code);
            throw;
        }
    }

    // The leader audits what reaches it; what does not is audited here.
    private async ValueTask AuthorizeElsewhereAsync(ApiRequest request, CancellationToken cancellation)
    {
        try
        {
            await AuthorizeAsync(request, cancellation);
        }
        catch (StatusException refusal)
        {
            _audit.RequestReceived(request);
            _audit.ResponseComplete(request, refusal.Code);
            throw;
        }
    }

    private async ValueTask AuthorizeAsync(ApiRequest request, CancellationToken cancellation)
    {
        var access = AccessOf(request);
        if (await _authorizer.AllowsAsync(access, cancellation))
            return;
        var resource = request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}";
        throw Statuses.NotAllowed(
            request.User.Name, request.Verb.Name(), request.Group, resource, request.Namespace, request.Name,
            _authorizer.ReasonAgainst(access));
    }

    private static ResourceAccess AccessOf(ApiRequest request)
    {
        var selector = request.Watch?.FieldSelector ?? request.List.FieldSelector;
        var access = new ResourceAccess(
            request.User, request.Verb, request.Group, request.Resource, request.Subresource, request.Namespace,
            request.Name);
        if (string.IsNullOrEmpty(selector))
            return access;
        FieldMatcher fields;
        try
        {
            fields = FieldMatcher.Parse(selector, request.Kind);
        }
        catch (SelectorException)
        {
            // The verb says what is wrong with it, to those who may ask at all.
            return access;
        }
        // A list of the one object of a name is a request for that object.
        return access with { Fields = fields, Name = fields.RequiredValue("metadata.name") ?? request.Name };
    }
}
