using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Policy.V1;
using Orchestrator.ApiServer.Decoding;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Has a Pod leave its node: <c>pods/eviction</c>, which is what <c>kubectl drain</c> asks for. The Pod is
/// told why, then deleted as the eviction says.</summary>
/// <remarks>There are no PodDisruptionBudgets, so nothing holds an eviction up. Admission judges it as an eviction,
/// before all else, and what it writes, a status and a delete, as those.</remarks>
internal sealed class EvictionVerb(WriteServices services, UpdatePath update, DeletePath delete) : IVerbHandler
{
    private const string DisruptionTarget = "DisruptionTarget";

    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var eviction = (Eviction)BodyDecoder.Decode(request, ApiKinds.Of<Eviction>()).Value;
        var snapshot = await services.Registry.ReadForWriteAsync(cancellation);
        await services.Admission.ValidateAsync(
            new(
                request.User, RequestVerb.Create, request.Kind, request.Key, request.Subresource, eviction, null,
                snapshot)
            {
                Now = services.Time.GetUtcNow(),
            },
            cancellation);
        if (eviction.Metadata.Name != request.Name)
            throw Statuses.BadRequest("name in URL does not match name in Eviction object");
        var options = WithDryRun(eviction.DeleteOptions ?? DeleteOptions.Empty, request.Write.DryRun);
        DeletePath.Validate(options);
        if (options.DryRun.IsEmpty)
            options = await MarkAsync(request, options, cancellation);
        var deletion = request with { Verb = RequestVerb.Delete, Subresource = "", Body = null, Delete = options };
        await delete.DeleteAsync(deletion, request.Name, request.Namespace, cancellation);
        return new StatusResult(new Status { StatusValue = "Success", Code = 201 }) { Code = 201 };
    }

    /// <summary>Notes on the Pod that it is evicted; the options then expect the Pod as it is after that.</summary>
    private async ValueTask<DeleteOptions> MarkAsync(
        ApiRequest request, DeleteOptions options, CancellationToken cancellation)
    {
        // For admission this is a change of the status, which is what it is.
        var marking = request with { Subresource = "status" };
        var marked = await update.ApplyAsync(
            new UpdateIntent(
                marking, UpdateScope.Internal, pod => Marked((Pod)pod.Object, options.Preconditions)),
            cancellation);
        return string.IsNullOrEmpty(options.Preconditions?.ResourceVersion)
            ? options
            : options with
            {
                Preconditions = options.Preconditions with
                {
                    ResourceVersion = marked.Object.Metadata.ResourceVersion,
                },
            };
    }

    private Pod Marked(Pod pod, Preconditions? expected)
    {
        Require(pod, "UID", expected?.Uid, pod.Metadata.Uid);
        Require(pod, "ResourceVersion", expected?.ResourceVersion, pod.Metadata.ResourceVersion);
        var conditions = pod.Status.Conditions;
        var at = 0;
        while (at < conditions.Count && conditions[at].Type != DisruptionTarget)
            at++;
        var isTrue = at < conditions.Count && conditions[at].Status == "True";
        var condition = new PodCondition
        {
            Type = DisruptionTarget,
            Status = "True",
            Reason = "EvictionByEvictionAPI",
            Message = "Eviction API: evicting",
            LastTransitionTime = isTrue ? conditions[at].LastTransitionTime : services.Time.GetUtcNow(),
        };
        return pod with
        {
            // Only the revision the eviction itself names must still be the Pod's.
            Metadata = pod.Metadata with { ResourceVersion = null },
            Status = pod.Status with
            {
                Conditions = at < conditions.Count ? conditions.SetItem(at, condition) : conditions.Add(condition),
            },
        };
    }

    private static void Require(Pod pod, string what, string? expected, string? actual)
    {
        if (string.IsNullOrEmpty(expected) || expected == actual)
            return;
        throw Statuses.Conflict(
            "", "Pod", pod.Metadata.Name!,
            $"precondition failed: {what} in precondition: {expected}, {what} in object meta: {actual}");
    }

    private static DeleteOptions WithDryRun(DeleteOptions options, bool asked)
    {
        if (!asked)
            return options;
        if (options.DryRun.IsEmpty)
            return options with { DryRun = ["All"] };
        return options.DryRun is ["All"]
            ? options
            : throw Statuses.BadRequest(
                $"Non-matching dry-run options in request and content: [All] and [{string.Join(' ', options.DryRun)}]");
    }
}
