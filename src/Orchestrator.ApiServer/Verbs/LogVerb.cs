using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Opens a container's log on the Pod's node: <c>pods/log</c>.</summary>
internal sealed class LogVerb(Registry registry, INodeConnector nodes) : IVerbHandler
{
    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        Validate(request);
        var entry = await registry.RequireAsync(request.Kind, request.Key, cancellation);
        var pod = (Pod)entry.Value.Object;
        var container = LogContainer.Resolve(pod, request.Log.Container);
        // A Pod without a node has not run: its log is empty, not an error.
        if (string.IsNullOrEmpty(pod.Spec.NodeName))
            return new StreamResult(Stream.Null);
        var stream = await nodes.OpenLogAsync(
            pod.Spec.NodeName, new ContainerLogRequest(pod, container, request.Log), cancellation);
        return new StreamResult(stream);
    }

    private static void Validate(ApiRequest request)
    {
        var errors = new FieldErrors();
        var log = request.Log;
        if (log.TailLines < 0)
            errors.Invalid(FieldPath.Of("tailLines"), log.TailLines, "must be greater than or equal to 0");
        if (log.LimitBytes < 1)
            errors.Invalid(FieldPath.Of("limitBytes"), log.LimitBytes, "must be greater than 0");
        if (log.SinceSeconds is not null && log.SinceTime is not null)
            errors.Forbidden(FieldPath.Of(""), "at most one of `sinceTime` or `sinceSeconds` may be specified");
        else if (log.SinceSeconds < 1)
            errors.Invalid(FieldPath.Of("sinceSeconds"), log.SinceSeconds, "must be greater than 0");
        if (errors.Any)
            throw Statuses.Invalid(PodLogOptions.GroupVersionKind, request.Name, errors);
    }
}
