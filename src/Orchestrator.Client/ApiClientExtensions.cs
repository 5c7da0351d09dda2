using Orchestrator.Api;
using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Client;

/// <summary>The typed forms of <see cref="IApiClient"/>, for built-in kinds.</summary>
public static class ApiClientExtensions
{
    public static async ValueTask<T> GetAsync<T>(
        this IApiClient api, ObjectKey key, CancellationToken cancellation = default)
        where T : KubeObject => (T)await api.GetAsync(ApiKinds.Of<T>(), key, null, null, cancellation);

    /// <summary>How many replicas an object of the kind wants and has; 404 for a kind without <c>scale</c>.</summary>
    public static async ValueTask<Scale> GetScaleAsync<T>(
        this IApiClient api, ObjectKey key, CancellationToken cancellation = default)
        where T : KubeObject => (Scale)await api.GetAsync(ApiKinds.Of<T>(), key, null, "scale", cancellation);

    public static ValueTask<ObjectList> ListAsync<T>(
        this IApiClient api, ListQuery query, CancellationToken cancellation = default)
        where T : KubeObject => api.ListAsync(ApiKinds.Of<T>(), query, cancellation);

    public static async ValueTask<T> CreateAsync<T>(
        this IApiClient api, T value, CancellationToken cancellation = default)
        where T : KubeObject => (T)await api.CreateAsync(ApiKinds.Of<T>(), value, null, cancellation);

    public static async ValueTask<T> UpdateAsync<T>(
        this IApiClient api, T value, CancellationToken cancellation = default)
        where T : KubeObject => (T)await api.UpdateAsync(ApiKinds.Of<T>(), value, null, null, cancellation);

    public static async ValueTask<T> UpdateStatusAsync<T>(
        this IApiClient api, T value, CancellationToken cancellation = default)
        where T : KubeObject => (T)await api.UpdateAsync(ApiKinds.Of<T>(), value, "status", null, cancellation);

    public static async ValueTask<T> PatchAsync<T>(
        this IApiClient api, ObjectKey key, Patch patch, string? subresource = null,
        CancellationToken cancellation = default)
        where T : KubeObject => (T)await api.PatchAsync(ApiKinds.Of<T>(), key, patch, subresource, null, cancellation);

    public static async ValueTask<T> DeleteAsync<T>(
        this IApiClient api, ObjectKey key, DeleteOptions? options = null, CancellationToken cancellation = default)
        where T : KubeObject => (T)await api.DeleteAsync(ApiKinds.Of<T>(), key, options, cancellation);
}
