using Orchestrator.Api.Errors;

namespace Orchestrator.Node.Env;

/// <summary>Reads a namespace's ConfigMaps and Secrets, each once.</summary>
internal sealed class PodSources(IApiClient api, string ns)
{
    private readonly Dictionary<string, ConfigMap?> _configMaps = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Secret?> _secrets = new(StringComparer.Ordinal);

    /// <summary>Null when it is missing and may be.</summary>
    /// <exception cref="RuntimeException">It is missing; the reason is CreateContainerConfigError.</exception>
    public ValueTask<ConfigMap?> ConfigMapAsync(string name, bool optional, CancellationToken cancellation) =>
        FindAsync(_configMaps, name, optional, "configmap", cancellation);

    public ValueTask<Secret?> SecretAsync(string name, bool optional, CancellationToken cancellation) =>
        FindAsync(_secrets, name, optional, "secret", cancellation);

    private async ValueTask<T?> FindAsync<T>(
        Dictionary<string, T?> known, string name, bool optional, string kind, CancellationToken cancellation)
        where T : KubeObject
    {
        if (!known.TryGetValue(name, out var found))
        {
            try
            {
                found = await api.GetAsync<T>(new(ns, name), cancellation);
            }
            catch (StatusException error) when (error.IsNotFound)
            {
                found = null;
            }
            known[name] = found;
        }
        if (found is null && !optional)
            throw new RuntimeException("CreateContainerConfigError", $"{kind} \"{name}\" not found");
        return found;
    }
}
