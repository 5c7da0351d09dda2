using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Validation;
using Orchestrator.ApiServer.Admission;
using Orchestrator.ApiServer.Decoding;
using Orchestrator.ApiServer.Pipeline;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Stores a new object: decode, default, mutate, name, validate, admit, write.</summary>
internal sealed class CreateVerb(WriteServices services) : IVerbHandler
{
    // A generated suffix has 14 million values: more than a few collisions mean that something else is wrong.
    private const int NameAttemptsMax = 8;

    public async ValueTask<ApiResult> HandleAsync(ApiRequest request, CancellationToken cancellation)
    {
        var decoded = BodyDecoder.Decode(request, request.Kind);
        var value = ObjectNaming.InNamespace(request, decoded.Value);
        RequireNoRevision(value);
        var result = await CreateAsync(request, value, cancellation);
        return result with { Warnings = decoded.Warnings };
    }

    /// <summary>As the verb, for an object that is already decoded.</summary>
    public async ValueTask<ObjectResult> CreateAsync(
        ApiRequest request, KubeObject value, CancellationToken cancellation)
    {
        var snapshot = await services.Registry.ReadForWriteAsync(cancellation);
        value = request.Kind.Default(value);
        var admission = new AdmissionRequest(
            request.User, RequestVerb.Create, request.Kind, value.Key, "", value, null, snapshot)
        {
            Now = services.Time.GetUtcNow(),
        };
        value = await services.Admission.MutateAsync(admission, value, cancellation);
        var generates = string.IsNullOrEmpty(value.Metadata.Name) && !string.IsNullOrEmpty(value.Metadata.GenerateName);
        for (var attempt = 1; ; attempt++)
        {
            var named = ObjectNaming.AsNew(value, services.Time.GetUtcNow(), services.Entropy);
            var created = await TryCreateAsync(request, admission, named, cancellation);
            if (created is not null)
                return created;
            if (!generates)
                throw Statuses.AlreadyExists(request.Group, request.Resource, named.Metadata.Name!);
            if (attempt == NameAttemptsMax)
                throw Statuses.NoFreeName(request.Group, request.Resource, named.Metadata.Name!);
        }
    }

    private async ValueTask<ObjectResult?> TryCreateAsync(
        ApiRequest request, AdmissionRequest admission, KubeObject value, CancellationToken cancellation)
    {
        var kind = request.Kind;
        using var reservation = services.Allocators.Reserve(kind, kind.PrepareForCreate(value), null);
        value = reservation.Value;
        Validate(request, value);
        await services.Admission.ValidateAsync(admission with { Value = value, Key = value.Key }, cancellation);
        var key = kind.StorageKey(value.Key);
        if (request.Write.DryRun)
        {
            var taken = services.Registry.Current.Get(key) is not null;
            return taken ? null : new ObjectResult(kind, value, default) { Code = 201 };
        }
        var result = await services.WriteAsync(request, new WriteCommand(key, value, 0), reservation);
        return result.Succeeded ? ObjectResult.Of(kind, result.Entry!) with { Code = 201 } : null;
    }

    private static void Validate(ApiRequest request, KubeObject value)
    {
        var errors = new FieldErrors();
        request.Kind.Validate(value, errors);
        if (errors.Any)
            throw Statuses.Invalid(request.Kind.Gvk, value.Metadata.Name ?? "", errors);
    }

    private static void RequireNoRevision(KubeObject value)
    {
        if (!string.IsNullOrEmpty(value.Metadata.ResourceVersion))
            throw Statuses.BadRequest("resourceVersion should not be set on objects to be created");
    }
}
