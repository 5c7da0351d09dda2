using Orchestrator.Api;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Writing;

/// <summary>One change to one existing object, in a form that can be tried again on a newer state of it.</summary>
/// <param name="Propose">The object as it should be, from the object as it is. Pure; throws to refuse.</param>
internal sealed record UpdateIntent(ApiRequest Request, UpdateScope Scope, Func<StoredObject, KubeObject> Propose)
{
    /// <summary>How often a write that lost a race is tried again when the proposal names no resourceVersion.</summary>
    public int AttemptsMax { get; init; } = 32;

    /// <summary>Whether the proposal may leave the resourceVersion out, for kinds that ask for one.</summary>
    public bool MayOmitRevision { get; init; }
}

/// <summary>Which part of the object an update may touch.</summary>
internal enum UpdateScope
{
    /// <summary>All but the status.</summary>
    Object,

    /// <summary>The status alone.</summary>
    Status,

    /// <summary>What the path below the object that the request names is for, such as <c>approval</c>.</summary>
    Subresource,

    /// <summary>What the server itself decided, such as a binding: nothing is reset and nothing defaulted.</summary>
    Internal,
}
