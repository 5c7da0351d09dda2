using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Validation;
using Orchestrator.ApiServer.Admission;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Writing;

/// <summary>Deletes one object, or begins to: plan, admit, write; again after a lost race.</summary>
internal sealed class DeletePath(WriteServices services)
{
    private const int AttemptsMax = 32;

    public async ValueTask<Deletion> DeleteAsync(
        ApiRequest request, string name, string ns, CancellationToken cancellation)
    {
        var kind = request.Kind;
        var key = new ObjectKey(ns, name);
        Validate(request.Delete);
        for (var attempt = 1; attempt <= AttemptsMax; attempt++)
        {
            var snapshot = await services.Registry.ReadForWriteAsync(cancellation);
            var entry = snapshot.Get(kind.StorageKey(key))
                ?? throw Statuses.NotFound(request.Group, request.Resource, name);
            var current = entry.Value.Object;
            await services.Admission.ValidateAsync(
                new(request.User, RequestVerb.Delete, kind, key, "", null, current, snapshot), cancellation);
            var plan = DeletionPlan.For(kind, current, request.Delete, services.Time.GetUtcNow());
            if (plan.Step == DeletionStep.Nothing || IsDryRun(request))
                return new(plan.Value, plan.Step == DeletionStep.Remove, null);
            var value = plan.Step == DeletionStep.Remove ? null : plan.Value.WithResourceVersion(null);
            var command = new WriteCommand(entry.Key, value, entry.ModRevision);
            var result = await services.WriteAsync(request, command);
            if (result.Succeeded)
            {
                return value is null
                    ? new(plan.Value, true, null)
                    : new(result.Entry!.Value.Object, false, result.Entry);
            }
        }
        throw Statuses.Conflict(request.Group, request.Resource, name);
    }

    private static bool IsDryRun(ApiRequest request) => !request.Delete.DryRun.IsEmpty || request.Write.DryRun;

    /// <exception cref="StatusException">422: the options contradict themselves or name what there is not.</exception>
    public static void Validate(DeleteOptions options)
    {
        var errors = new FieldErrors();
        var policy = FieldPath.Of("propagationPolicy");
        if (options.OrphanDependents is not null && options.PropagationPolicy is not null)
        {
            errors.Invalid(
                policy, options.PropagationPolicy, "orphanDependents and deletionPropagation cannot be both set");
        }
        if (options.PropagationPolicy is not (null or "Foreground" or "Background" or "Orphan"))
            errors.NotSupported(policy, options.PropagationPolicy, "Foreground", "Background", "Orphan", "nil");
        foreach (var value in options.DryRun)
        {
            if (value != "All")
                errors.NotSupported(FieldPath.Of("dryRun"), value, "All");
        }
        if (errors.Any)
            throw Statuses.Invalid(new("meta.k8s.io", "v1", "DeleteOptions"), "", errors);
    }
}

/// <summary>How a delete ended.</summary>
/// <param name="Value">The object as it is now, or as it last was.</param>
/// <param name="Removed">Whether it is gone.</param>
/// <param name="Entry">What is stored now, where something was written and stays.</param>
internal sealed record Deletion(KubeObject Value, bool Removed, StoreEntry? Entry);
