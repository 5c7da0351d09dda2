using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;
using Orchestrator.ApiServer.Admission;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Writing;

/// <summary>Changes an existing object: propose, default, mutate, keep what must stay, validate, admit, write; again
/// after a lost race.</summary>
/// <remarks>A proposal that changes nothing writes nothing. One that takes the last finalizer from an object that is
/// being deleted removes it.</remarks>
internal sealed class UpdatePath(WriteServices services)
{
    /// <returns>The entry as it is now; for a dry run the object as it would be.</returns>
    public async ValueTask<ObjectResult> ApplyAsync(UpdateIntent intent, CancellationToken cancellation)
    {
        var request = intent.Request;
        var kind = request.Kind;
        for (var attempt = 1; ; attempt++)
        {
            var snapshot = await services.Registry.ReadForWriteAsync(cancellation);
            var entry = snapshot.Get(kind.StorageKey(request.Key))
                ?? throw Statuses.NotFound(request.Group, request.Resource, request.Name);
            var proposed = intent.Propose(entry.Value);
            var named = ExpectedRevision(intent, proposed, entry);
            var result = await TryAsync(intent, proposed, entry, snapshot, cancellation);
            if (result is not null)
                return result;
            if (named || attempt >= intent.AttemptsMax)
                throw Statuses.Conflict(request.Group, request.Resource, request.Name);
        }
    }

    private async ValueTask<ObjectResult?> TryAsync(
        UpdateIntent intent, KubeObject proposed, StoreEntry entry, StoreSnapshot snapshot,
        CancellationToken cancellation)
    {
        var request = intent.Request;
        var kind = request.Kind;
        var old = entry.Value.Object;
        var admission = new AdmissionRequest(
            request.User, RequestVerb.Update, kind, request.Key, request.Subresource, proposed, old, snapshot)
        {
            Now = services.Time.GetUtcNow(),
        };
        var value = ObjectUpdate.Keep(proposed, old);
        if (intent.Scope != UpdateScope.Internal)
            value = await services.Admission.MutateAsync(admission, kind.Default(value), cancellation);
        value = Prepare(intent, value, old);

        using var reservation = services.Allocators.Reserve(kind, value, old);
        value = reservation.Value;
        if (intent.Scope != UpdateScope.Internal)
            Validate(intent, value, old);
        await services.Admission.ValidateAsync(admission with { Value = value }, cancellation);
        var command = CommandFor(value, entry);
        if (command.Value is not null && value.Equals(old))
            return ObjectResult.Of(kind, entry);
        if (request.Write.DryRun)
            return new ObjectResult(kind, value, default);
        var result = await services.WriteAsync(request, command, reservation);
        if (!result.Succeeded)
            return null;
        return command.Value is null ? new ObjectResult(kind, value, default) : ObjectResult.Of(kind, result.Entry!);
    }

    private static WriteCommand CommandFor(KubeObject value, StoreEntry entry) =>
        ObjectUpdate.EndsDeletion(value, entry.Value.Object)
            ? new(entry.Key, null, entry.ModRevision)
            : new(entry.Key, value.WithResourceVersion(null), entry.ModRevision);

    private static KubeObject Prepare(UpdateIntent intent, KubeObject value, KubeObject old)
    {
        var (kind, subresource) = (intent.Request.Kind, intent.Request.Subresource);
        return intent.Scope switch
        {
            UpdateScope.Object => kind.PrepareForUpdate(value, old),
            UpdateScope.Status => kind.PrepareForStatusUpdate(value, old),
            UpdateScope.Subresource => kind.PrepareForSubresourceUpdate(subresource, value, old),
            _ => value,
        };
    }

    private static void Validate(UpdateIntent intent, KubeObject value, KubeObject old)
    {
        var (kind, subresource) = (intent.Request.Kind, intent.Request.Subresource);
        var errors = new FieldErrors();
        switch (intent.Scope)
        {
            case UpdateScope.Status:
                kind.ValidateStatusUpdate(value, old, errors);
                break;
            case UpdateScope.Subresource:
                kind.ValidateSubresourceUpdate(subresource, value, old, errors);
                break;
            default:
                kind.ValidateUpdate(value, old, errors);
                break;
        }
        if (errors.Any)
            throw Statuses.Invalid(kind.Gvk, value.Metadata.Name ?? "", errors);
    }

    /// <summary>Checks the revision and identity a proposal names; answers whether it names a revision.</summary>
    private static bool ExpectedRevision(UpdateIntent intent, KubeObject proposed, StoreEntry entry)
    {
        var request = intent.Request;
        var meta = proposed.Metadata;
        var old = entry.Value.Object.Metadata;
        if (!string.IsNullOrEmpty(meta.Uid) && meta.Uid != old.Uid)
        {
            throw Statuses.Conflict(
                request.Group, request.Resource, request.Name,
                $"Precondition failed: UID in precondition: {meta.Uid}, UID in object meta: {old.Uid}");
        }
        if (string.IsNullOrEmpty(meta.ResourceVersion))
        {
            RequireUnconditional(intent, request);
            return false;
        }
        if (meta.ResourceVersion != old.ResourceVersion)
            throw Statuses.Conflict(request.Group, request.Resource, request.Name);
        return !intent.MayOmitRevision;
    }

    private static void RequireUnconditional(UpdateIntent intent, ApiRequest request)
    {
        if (intent.MayOmitRevision || request.Kind.AllowsUnconditionalUpdate)
            return;
        var errors = new FieldErrors();
        errors.Invalid(
            FieldPath.Of("metadata").Child("resourceVersion"), 0, "must be specified for an update");
        throw Statuses.Invalid(request.Kind.Gvk, request.Name, errors);
    }
}
