using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.ApiServer.Authorization;

/// <summary>Which Secrets and ConfigMaps of its namespace a Pod uses. Pure.</summary>
internal static class PodReferences
{
    public static bool UsesSecret(Pod pod, string name) =>
        pod.Spec.ImagePullSecrets.Any(secret => secret.Name == name)
        || pod.Spec.Volumes.Any(volume => SecretsOf(volume).Contains(name))
        || AnyContainer(
            pod,
            (env, from) => env.Any(e => e.ValueFrom?.SecretKeyRef?.Name == name)
                || from.Any(f => f.SecretRef?.Name == name));

    public static bool UsesConfigMap(Pod pod, string name) =>
        pod.Spec.Volumes.Any(volume => volume.ConfigMap?.Name == name
            || (volume.Projected?.Sources ?? []).Any(source => source.ConfigMap?.Name == name))
        || AnyContainer(
            pod,
            (env, from) => env.Any(e => e.ValueFrom?.ConfigMapKeyRef?.Name == name)
                || from.Any(f => f.ConfigMapRef?.Name == name));

    public static bool UsesAnySecret(Pod pod) =>
        !pod.Spec.ImagePullSecrets.IsEmpty
        || pod.Spec.Volumes.Any(volume => SecretsOf(volume).Any(name => !string.IsNullOrEmpty(name)))
        || AnyContainer(
            pod, (env, from) =>
                env.Any(e => e.ValueFrom?.SecretKeyRef is not null) || from.Any(f => f.SecretRef is not null));

    public static bool UsesAnyConfigMap(Pod pod) =>
        pod.Spec.Volumes.Any(volume => volume.ConfigMap is not null
            || (volume.Projected?.Sources ?? []).Any(source => source.ConfigMap is not null))
        || AnyContainer(
            pod,
            (env, from) => env.Any(e => e.ValueFrom?.ConfigMapKeyRef is not null)
                || from.Any(f => f.ConfigMapRef is not null));

    private static bool AnyContainer(Pod pod, Func<ValueList<EnvVar>, ValueList<EnvFromSource>, bool> uses)
    {
        var spec = pod.Spec;
        return spec.InitContainers.Any(c => uses(c.Env, c.EnvFrom))
            || spec.Containers.Any(c => uses(c.Env, c.EnvFrom))
            || spec.EphemeralContainers.Any(c => uses(c.Env, c.EnvFrom));
    }

    private static IEnumerable<string?> SecretsOf(Volume volume)
    {
        yield return volume.Secret?.SecretName;
        foreach (var source in volume.Projected?.Sources ?? [])
            yield return source.Secret?.Name;
        yield return volume.AzureFile?.SecretName;
        yield return volume.CephFS?.SecretRef?.Name;
        yield return volume.Cinder?.SecretRef?.Name;
        yield return volume.FlexVolume?.SecretRef?.Name;
        yield return volume.Iscsi?.SecretRef?.Name;
        yield return volume.Rbd?.SecretRef?.Name;
        yield return volume.ScaleIO?.SecretRef?.Name;
        yield return volume.StorageOS?.SecretRef?.Name;
        yield return volume.Csi?.NodePublishSecretRef?.Name;
    }
}
