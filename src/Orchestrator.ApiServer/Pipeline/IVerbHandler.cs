using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Pipeline;

/// <summary>Carries out one verb once the request is allowed.</summary>
internal interface IVerbHandler
{
    /// <exception cref="Api.Errors.StatusException">The request cannot be done; nothing changed.</exception>
    ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation);
}
