using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Audit;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Pipeline;

/// <summary>The path every request takes once it is known who asks for which resource: audit, authorize, the
/// verb.</summary>
/// <remarks>The HTTP front end and the in-process client both end here. Free of state: requests run in
/// parallel.</remarks>
public sealed class RequestPipeline
{
    private readonly IAuthorizer _authorizer;
    private readonly IAuditSink _audit;
    private readonly VerbTable _verbs;

    internal RequestPipeline(IAuthorizer authorizer, IAuditSink audit, VerbTable verbs)
    {
        _authorizer = authorizer;
        _audit = audit;
        _verbs = verbs;
    }

    /// <exception cref="StatusException">The request ended badly; the exception says whether it may have
    /// happened.</exception>
    public async ValueTask<ApiResult> ExecuteAsync(ApiRequest request, CancellationToken cancellation)
    {
        _audit.RequestReceived(request);
        try
        {
            Authorize(request);
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

    private void Authorize(ApiRequest request)
    {
        var access = new ResourceAccess(
            request.User, request.Verb, request.Group, request.Resource, request.Subresource, request.Namespace,
            request.Name);
        if (_authorizer.Allows(access))
            return;
        var resource = request.Subresource.Length == 0 ? request.Resource : $"{request.Resource}/{request.Subresource}";
        throw Statuses.NotAllowed(
            request.User.Name, request.Verb.Name(), request.Group, resource, request.Namespace, request.Name);
    }
}
