using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Client;

/// <summary>The narrow waist: all that controllers, scheduler and nodes know of the API.</summary>
/// <remarks>
/// The same whether the server is an object in this process or an HTTPS address. A client acts under one identity,
/// fixed when it was made. Every call fails with <see cref="Api.Errors.StatusException"/> for what the server refused,
/// and with <see cref="ApiUnreachableException"/> when no answer came (then a write may have happened). Typed forms are
/// extension methods in <see cref="ApiClientExtensions"/>.
/// </remarks>
public interface IApiClient
{
    /// <summary>Reads one object, or what is at a path below it.</summary>
    /// <param name="subresource">Null for the object itself, or <c>status</c> (the object too), <c>scale</c> (a Scale).
    /// One that the kind has not is a 404, one that is no object, such as <c>log</c>, a 400.</param>
    ValueTask<KubeObject> GetAsync(
        KindDefinition kind, ObjectKey key, string? resourceVersion = null, string? subresource = null,
        CancellationToken cancellation = default);

    ValueTask<ObjectList> ListAsync(KindDefinition kind, ListQuery query, CancellationToken cancellation = default);

    /// <summary>Opens a watch. Fails with 410 Expired when the revision is no longer retained.</summary>
    ValueTask<IWatch> WatchAsync(KindDefinition kind, WatchQuery query, CancellationToken cancellation = default);

    /// <summary>Creates, and returns what was stored (defaults filled, uid and resourceVersion set).</summary>
    ValueTask<KubeObject> CreateAsync(
        KindDefinition kind, KubeObject value, WriteOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Replaces. With a resourceVersion in the object's metadata it fails with 409 Conflict unless that is
    /// current.</summary>
    /// <param name="subresource">Null for the object itself, or <c>status</c>.</param>
    ValueTask<KubeObject> UpdateAsync(
        KindDefinition kind, KubeObject value, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default);

    ValueTask<KubeObject> PatchAsync(
        KindDefinition kind, ObjectKey key, Patch patch, string? subresource = null, WriteOptions? options = null,
        CancellationToken cancellation = default);

    /// <summary>Deletes, or begins to (graceful deletion, finalizers). Returns the object as it is now, or as it last
    /// was.</summary>
    ValueTask<KubeObject> DeleteAsync(
        KindDefinition kind, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Deletes every object the query selects.</summary>
    ValueTask DeleteCollectionAsync(
        KindDefinition kind, ListQuery query, DeleteOptions? options = null, CancellationToken cancellation = default);

    /// <summary>Posts to a subresource of an object, such as a Binding to a Pod's <c>binding</c>.</summary>
    ValueTask PostAsync(
        KindDefinition kind, ObjectKey key, string subresource, KubeObject body,
        CancellationToken cancellation = default);

    /// <summary>The same client for a leader: every write carries the token, and the server refuses it with 409 (see
    /// <see cref="StatusExceptionExtensions"/>, <c>IsLeadershipEnded</c>) once the Lease has passed on. Reads are as
    /// before. Whoever made this client still disposes of it.</summary>
    IApiClient WithLeader(LeaderToken leader);

    /// <summary>Every kind of object the server keeps at this moment, custom resources included.</summary>
    ValueTask<IReadOnlyList<KindDefinition>> DiscoverAsync(CancellationToken cancellation = default);
}
