using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Writing;

namespace Orchestrator.ApiServer.Admission;

/// <summary>Nothing is created in a namespace that is not there or goes away; three namespaces always stay.</summary>
public sealed class NamespaceLifecycle : IValidatingAdmission
{
    private static readonly KindDefinition Namespaces = ApiKinds.Of<Namespace>();

    public ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation)
    {
        if (request.Operation == RequestVerb.Delete && request.Kind == Namespaces && IsImmortal(request.Key.Name))
            throw Statuses.Forbidden("", Namespaces.Plural, request.Key.Name, "this namespace may not be deleted");
        // An eviction makes nothing.
        if (request.Operation == RequestVerb.Create && request.Kind.Namespaced && request.Subresource.Length == 0)
            RequireActive(request);
        return default;
    }

    private static void RequireActive(AdmissionRequest request)
    {
        var name = request.Key.Namespace;
        var entry = request.Snapshot.Get(Namespaces.StorageKey(new("", name)))
            ?? throw Statuses.NotFound("", Namespaces.Plural, name);
        if (!entry.Value.Object.IsBeingDeleted())
            return;
        throw Statuses.Forbidden(
            request.Kind.Gvk.Group, request.Kind.Plural, request.Key.Name,
            $"unable to create new content in namespace {name} because it is being terminated");
    }

    private static bool IsImmortal(string name) => name is "default" or "kube-system" or "kube-public";
}
