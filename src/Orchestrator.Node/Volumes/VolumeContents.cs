using System.Text;
using Orchestrator.Node.Env;

namespace Orchestrator.Node.Volumes;

/// <summary>Which files a configMap, secret, downwardAPI or projected volume holds.</summary>
public sealed class VolumeContents(IApiClient api, NodeAddressing node)
{
    private const int DefaultMode = 420;

    /// <exception cref="RuntimeException">A source is missing or not supported; the reason is FailedMount.</exception>
    public async ValueTask<ValueList<VolumeFile>> OfAsync(
        Pod pod, Volume volume, string podIp, CancellationToken cancellation)
    {
        var sources = new PodSources(api, pod.Metadata.Namespace ?? "default");
        if (volume.ConfigMap is { } map)
        {
            var found = await sources.ConfigMapAsync(map.Name ?? "", map.Optional == true, cancellation);
            return Pick(
                found is null ? null : Entries(found), map.Items, map.DefaultMode ?? DefaultMode, map.Optional == true,
                map.Name);
        }
        if (volume.Secret is { } secret)
        {
            var found = await sources.SecretAsync(secret.SecretName ?? "", secret.Optional == true, cancellation);
            return Pick(
                found?.Data, secret.Items, secret.DefaultMode ?? DefaultMode, secret.Optional == true,
                secret.SecretName);
        }
        if (volume.DownwardApi is { } downward)
            return Downward(pod, downward.Items, downward.DefaultMode ?? DefaultMode, podIp);
        if (volume.Projected is { } projected)
            return await ProjectedAsync(pod, projected, podIp, sources, cancellation);
        throw new RuntimeException("FailedMount", $"volume \"{volume.Name}\" is of a type this node does not have");
    }

    private async ValueTask<ValueList<VolumeFile>> ProjectedAsync(
        Pod pod, ProjectedVolumeSource projected, string podIp, PodSources sources, CancellationToken cancellation)
    {
        ValueList<VolumeFile> files = [];
        var mode = projected.DefaultMode ?? DefaultMode;
        foreach (var source in projected.Sources)
        {
            var part = source switch
            {
                { ConfigMap: { } map } => Pick(
                    await sources.ConfigMapAsync(map.Name ?? "", map.Optional == true, cancellation) is { } found
                        ? Entries(found) : null,
                    map.Items, mode, map.Optional == true, map.Name),
                { Secret: { } secret } => Pick(
                    (await sources.SecretAsync(secret.Name ?? "", secret.Optional == true, cancellation))?.Data,
                    secret.Items, mode, secret.Optional == true, secret.Name),
                { DownwardApi: { } downward } => Downward(pod, downward.Items, mode, podIp),
                _ => throw new RuntimeException("FailedMount",
                    "this node has no service account tokens or trust bundles to project"),
            };
            foreach (var file in part)
                files = files.Add(file);
        }
        return files;
    }

    private ValueList<VolumeFile> Downward(Pod pod, ValueList<DownwardAPIVolumeFile> items, int mode, string podIp)
    {
        ValueList<VolumeFile> files = [];
        foreach (var item in items)
        {
            var value = item.FieldRef is { } field ? FieldPaths.Find(pod, field.FieldPath, podIp, node)
                : item.ResourceFieldRef is { } resource
                    ? ResourceFields.Find(pod, pod.Spec.Containers[0], resource, node)
                : null;
            if (value is null)
                throw new RuntimeException("FailedMount",
                    $"downward API file \"{item.Path}\" refers to nothing this node knows");
            files = files.Add(new(item.Path, new(Encoding.UTF8.GetBytes(value)), item.Mode ?? mode));
        }
        return files;
    }

    private static ValueMap<Bytes> Entries(ConfigMap map) => map.Data
        .Select(entry => new KeyValuePair<string, Bytes>(entry.Key, new(Encoding.UTF8.GetBytes(entry.Value))))
        .Concat(map.BinaryData).ToValueMap();

    private static ValueList<VolumeFile> Pick(
        ValueMap<Bytes>? entries, ValueList<KeyToPath> items, int mode, bool optional, string? source)
    {
        if (entries is not { } present)
            return [];
        if (items.IsEmpty)
            return present.Select(entry => new VolumeFile(entry.Key, entry.Value, mode)).ToValueList();
        ValueList<VolumeFile> files = [];
        foreach (var item in items)
        {
            if (present.TryGetValue(item.Key, out var content))
                files = files.Add(new(item.Path, content, item.Mode ?? mode));
            else if (!optional)
                throw new RuntimeException("FailedMount",
                    $"references non-existent config key: {item.Key} of {source}");
        }
        return files;
    }
}
