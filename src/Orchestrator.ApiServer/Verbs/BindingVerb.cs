using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Validation;
using Orchestrator.ApiServer.Decoding;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Binds a Pod to a node, once: <c>pods/binding</c>. A Pod that is bound, gated or going away is refused
/// with 409.</summary>
internal sealed class BindingVerb(UpdatePath path, TimeProvider time) : IVerbHandler
{
    private const string PodScheduled = "PodScheduled";

    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var binding = (Binding)BodyDecoder.Decode(request, ApiKinds.Of<Binding>()).Value;
        Validate(request, binding);
        await path.ApplyAsync(
            new UpdateIntent(request, UpdateScope.Internal, pod => Bind(request, (Pod)pod.Object, binding)),
            cancellation);
        return new StatusResult(new Status { StatusValue = "Success", Code = 201 }) { Code = 201 };
    }

    private Pod Bind(ApiRequest request, Pod pod, Binding binding)
    {
        var name = pod.Metadata.Name;
        var cause = pod switch
        {
            { Metadata.DeletionTimestamp: not null } => $"pod {name} is being deleted, cannot be assigned to a host",
            { Spec.NodeName.Length: > 0 } => $"pod {name} is already assigned to node \"{pod.Spec.NodeName}\"",
            { Spec.SchedulingGates.IsEmpty: false } => $"pod {name} has non-empty .spec.schedulingGates",
            _ => null,
        };
        if (cause is not null)
            throw Statuses.Conflict("", request.Resource, request.Name, cause);

        var annotations = pod.Metadata.Annotations;
        foreach (var (key, value) in binding.Metadata.Annotations)
            annotations = annotations.With(key, value);
        return pod with
        {
            // A binding that names the Pod it means binds no other one of the same name.
            Metadata = pod.Metadata with
            {
                Annotations = annotations,
                Uid = NullIfEmpty(binding.Metadata.Uid) ?? pod.Metadata.Uid,
                ResourceVersion = NullIfEmpty(binding.Metadata.ResourceVersion),
            },
            Spec = pod.Spec with { NodeName = binding.Target.Name },
            Status = pod.Status with { Conditions = WithScheduled(pod) },
        };
    }

    private Api.Values.ValueList<PodCondition> WithScheduled(Pod pod)
    {
        var conditions = pod.Status.Conditions;
        var now = time.GetUtcNow();
        var scheduled = new PodCondition { Type = PodScheduled, Status = "True", LastTransitionTime = now };
        for (var i = 0; i < conditions.Count; i++)
        {
            if (conditions[i].Type != PodScheduled)
                continue;
            return conditions[i].Status == "True" ? conditions : conditions.SetItem(i, scheduled);
        }
        return conditions.Add(scheduled);
    }

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static void Validate(ApiRequest request, Binding binding)
    {
        var errors = new FieldErrors();
        var target = FieldPath.Of("target");
        if (binding.Target.Kind is { Length: > 0 } kind && kind != "Node")
            errors.NotSupported(target.Child("kind"), kind, "Node", "<empty>");
        if (string.IsNullOrEmpty(binding.Target.Name))
            errors.Required(target.Child("name"));
        if (errors.Any)
            throw Statuses.Invalid(Binding.GroupVersionKind, request.Name, errors);
    }
}
