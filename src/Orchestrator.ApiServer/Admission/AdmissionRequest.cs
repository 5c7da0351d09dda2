using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Admission;

/// <summary>What admission is asked about: one write before it happens.</summary>
/// <param name="Operation">Create, Update or Delete; a patch is an update.</param>
/// <param name="Value">The object as it would be; null for a delete. Of an eviction the Eviction, while Kind and Key
/// are the Pod's.</param>
/// <param name="Old">The object as it is; null for a create.</param>
/// <param name="Snapshot">The cluster at the time of asking.</param>
public sealed record AdmissionRequest(
    UserIdentity User, RequestVerb Operation, KindDefinition Kind, ObjectKey Key, string Subresource,
    KubeObject? Value, KubeObject? Old, StoreSnapshot Snapshot)
{
    /// <summary>When it was asked; for creates and updates.</summary>
    public DateTimeOffset Now { get; init; }
}
