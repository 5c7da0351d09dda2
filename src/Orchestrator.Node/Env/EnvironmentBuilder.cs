using System.Text;
using Orchestrator.Api.Errors;

namespace Orchestrator.Node.Env;

/// <summary>Makes a container's environment as the kubelet does: Service links, then envFrom, then env, each able to
/// use what came before.</summary>
/// <remarks>ConfigMaps and Secrets are read when a container starts, each once a container.</remarks>
public sealed class EnvironmentBuilder(IApiClient api, NodeAddressing node, IServedPorts ports)
{
    private const string ConfigError = "CreateContainerConfigError";

    /// <exception cref="RuntimeException">A source is missing; the reason is CreateContainerConfigError.</exception>
    public async ValueTask<ValueList<KeyValuePair<string, string>>> BuildAsync(
        Pod pod, Container container, string podIp, CancellationToken cancellation)
    {
        var sources = new PodSources(api, pod.Metadata.Namespace ?? "default");
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        var order = new List<string>();
        void Set(string name, string value)
        {
            if (!variables.ContainsKey(name))
                order.Add(name);
            variables[name] = value;
        }

        var links = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (name, value) in await LinksAsync(pod, cancellation))
            links[name] = value;
        foreach (var source in container.EnvFrom)
        {
            foreach (var (name, value) in await FromAsync(source, sources, cancellation))
                Set(source.Prefix + name, value);
        }
        foreach (var variable in container.Env)
        {
            if (variable.ValueFrom is null)
            {
                Set(variable.Name, VariableExpansion.Expand(variable.Value ?? "", Lookup));
            }
            else if (await ValueAsync(pod, container, variable.ValueFrom, podIp, sources, cancellation) is { } value)
            {
                Set(variable.Name, value);
            }
        }
        foreach (var (name, value) in links)
        {
            if (!variables.ContainsKey(name))
                Set(name, value);
        }
        return order.Select(name => new KeyValuePair<string, string>(name, variables[name])).ToValueList();

        string? Lookup(string name) =>
            variables.TryGetValue(name, out var value) || links.TryGetValue(name, out value) ? value : null;
    }

    private async ValueTask<IEnumerable<KeyValuePair<string, string>>> LinksAsync(
        Pod pod, CancellationToken cancellation)
    {
        // The API's own Service is always there, as Kubernetes has it; the namespace's others may be declined.
        var services = new List<Service>();
        if (pod.Metadata.Namespace != "default" || pod.Spec.EnableServiceLinks == false)
        {
            try
            {
                services.Add(await api.GetAsync<Service>(new("default", "kubernetes"), cancellation));
            }
            catch (StatusException error) when (error.IsNotFound)
            {
                // A server that does not publish itself has nothing to link to.
            }
        }
        if (pod.Spec.EnableServiceLinks != false)
        {
            var listed = await api.ListAsync<Service>(new() { Namespace = pod.Metadata.Namespace }, cancellation);
            services.AddRange(listed.Items.Cast<Service>());
        }
        return ServiceLinks.Of(services, ports);
    }

    private static async ValueTask<IEnumerable<KeyValuePair<string, string>>> FromAsync(
        EnvFromSource source, PodSources sources, CancellationToken cancellation)
    {
        if (source.ConfigMapRef is { } map)
        {
            var found = await sources.ConfigMapAsync(map.Name ?? "", map.Optional == true, cancellation);
            return (IEnumerable<KeyValuePair<string, string>>?)found?.Data ?? [];
        }
        if (source.SecretRef is { } reference)
        {
            var found = await sources.SecretAsync(reference.Name ?? "", reference.Optional == true, cancellation);
            return ((IEnumerable<KeyValuePair<string, Bytes>>?)found?.Data ?? [])
                .Select(entry => new KeyValuePair<string, string>(entry.Key, Text(entry.Value)));
        }
        return [];
    }

    private async ValueTask<string?> ValueAsync(
        Pod pod, Container container, EnvVarSource source, string podIp, PodSources sources,
        CancellationToken cancellation)
    {
        if (source.FieldRef is { } field)
        {
            return FieldPaths.Find(pod, field.FieldPath, podIp, node)
                ?? throw new RuntimeException(ConfigError, $"fieldPath \"{field.FieldPath}\" is not supported");
        }
        if (source.ResourceFieldRef is { } resource)
        {
            return ResourceFields.Find(pod, container, resource, node)
                ?? throw new RuntimeException(ConfigError, $"resource \"{resource.Resource}\" is not supported");
        }
        if (source.ConfigMapKeyRef is { } map)
        {
            var found = await sources.ConfigMapAsync(map.Name ?? "", map.Optional == true, cancellation);
            if (found is not null && found.Data.TryGetValue(map.Key, out var value))
                return value;
            return map.Optional == true ? null : throw Missing(map.Key, "ConfigMap", pod, map.Name);
        }
        if (source.SecretKeyRef is { } key)
        {
            var found = await sources.SecretAsync(key.Name ?? "", key.Optional == true, cancellation);
            if (found is not null && found.Data.TryGetValue(key.Key, out var value))
                return Text(value);
            return key.Optional == true ? null : throw Missing(key.Key, "Secret", pod, key.Name);
        }
        return "";
    }

    private static RuntimeException Missing(string key, string kind, Pod pod, string? name) =>
        new(ConfigError, $"couldn't find key {key} in {kind} {pod.Metadata.Namespace}/{name}");

    private static string Text(Bytes value) => Encoding.UTF8.GetString(value.Span);
}
