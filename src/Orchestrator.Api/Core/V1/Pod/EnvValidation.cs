using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of environment variables and of the fields they may be taken from.</summary>
internal static class EnvValidation
{
    private static readonly string[] EnvFields =
    [
        "metadata.name", "metadata.namespace", "metadata.uid", "spec.nodeName", "spec.serviceAccountName",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] VolumeFields =
        ["metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid"];

    private static readonly string[] ResourceFields =
    [
        "limits.cpu", "limits.ephemeral-storage", "limits.memory",
        "requests.cpu", "requests.ephemeral-storage", "requests.memory",
    ];

    // Fields the API knows by name, whether or not a variable or file may be made from them.
    private static readonly string[] KnownFields =
    [
        "metadata.annotations", "metadata.labels", "metadata.name", "metadata.namespace", "metadata.uid",
        "spec.nodeName", "spec.restartPolicy", "spec.serviceAccountName", "spec.schedulerName", "status.phase",
        "status.hostIP", "status.hostIPs", "status.podIP", "status.podIPs",
    ];

    private static readonly string[] ByteDivisors =
        ["1", "1k", "1M", "1G", "1T", "1P", "1E", "1Ki", "1Mi", "1Gi", "1Ti", "1Pi", "1Ei"];

    public static void Validate(ValueList<EnvVar> variables, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < variables.Count; i++)
        {
            var item = path.Index(i);
            var variable = variables[i];
            if (variable.Name.Length == 0)
                errors.Required(item.Child("name"));
            else
                errors.Invalid(item.Child("name"), variable.Name, Names.EnvVarName(variable.Name));
            if (variable.ValueFrom is { } source)
                ValidateSource(source, !string.IsNullOrEmpty(variable.Value), item.Child("valueFrom"), errors);
        }
    }

    public static void ValidateFrom(ValueList<EnvFromSource> sources, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < sources.Count; i++)
        {
            var item = path.Index(i);
            var source = sources[i];
            if (!string.IsNullOrEmpty(source.Prefix))
                errors.Invalid(item.Child("prefix"), source.Prefix, Names.EnvVarName(source.Prefix));
            if (source.ConfigMapRef is { } map)
                ValidateName(map.Name, item.Child("configMapRef").Child("name"), errors);
            if (source.SecretRef is { } secret)
                ValidateName(secret.Name, item.Child("secretRef").Child("name"), errors);
            if (source is { ConfigMapRef: null, SecretRef: null })
                errors.Invalid(path, "", "must specify one of: `configMapRef` or `secretRef`");
            else if (source is { ConfigMapRef: not null, SecretRef: not null })
                errors.Invalid(path, "", "may not have more than one field specified at a time");
        }
    }

    /// <summary>A field of the Pod for a file in a downward API volume.</summary>
    public static void ValidateVolumeField(ObjectFieldSelector field, FieldPath path, FieldErrors errors) =>
        ValidateField(field, VolumeFields, path, errors);

    /// <param name="isVolume">In a volume, which serves several containers, one must be named.</param>
    public static void ValidateResourceField(
        ResourceFieldSelector field, bool isVolume, FieldPath path, FieldErrors errors)
    {
        var isHugePages = field.Resource.StartsWith("requests.hugepages-", StringComparison.Ordinal)
            || field.Resource.StartsWith("limits.hugepages-", StringComparison.Ordinal);
        if (isVolume && string.IsNullOrEmpty(field.ContainerName))
            errors.Required(path.Child("containerName"));
        else if (field.Resource.Length == 0)
            errors.Required(path.Child("resource"));
        else if (!isHugePages && !ResourceFields.Contains(field.Resource))
            errors.NotSupported(path.Child("resource"), field.Resource, ResourceFields);
        if (!field.Divisor.IsZero)
            ValidateDivisor(field, isHugePages, path.Child("divisor"), errors);
    }

    private static void ValidateSource(EnvVarSource source, bool hasValue, FieldPath path, FieldErrors errors)
    {
        var count = 0;
        if (source.FieldRef is { } field)
        {
            count++;
            ValidateField(field, EnvFields, path.Child("fieldRef"), errors);
        }
        if (source.ResourceFieldRef is { } resource)
        {
            count++;
            ValidateResourceField(resource, false, path.Child("resourceFieldRef"), errors);
        }
        if (source.ConfigMapKeyRef is { } map)
        {
            count++;
            ValidateKey(map.Name, map.Key, path.Child("configMapKeyRef"), errors);
        }
        if (source.SecretKeyRef is { } secret)
        {
            count++;
            ValidateKey(secret.Name, secret.Key, path.Child("secretKeyRef"), errors);
        }
        if (count == 0)
        {
            errors.Invalid(
                path, "", "must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`");
        }
        else if (hasValue)
            errors.Invalid(path, "", "may not be specified when `value` is not empty");
        else if (count > 1)
            errors.Invalid(path, "", "may not have more than one field specified at a time");
    }

    private static void ValidateField(ObjectFieldSelector field, string[] supported, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(field.ApiVersion))
        {
            errors.Required(path.Child("apiVersion"));
            return;
        }
        if (field.FieldPath.Length == 0)
        {
            errors.Required(path.Child("fieldPath"));
            return;
        }
        var bracket = field.FieldPath.IndexOf("['", StringComparison.Ordinal);
        var isSubscripted = bracket > 0 && field.FieldPath.EndsWith("']", StringComparison.Ordinal);
        var name = isSubscripted ? field.FieldPath[..bracket] : field.FieldPath;
        if (field.ApiVersion != "v1" || !KnownFields.Contains(name))
            errors.Invalid(path.Child("fieldPath"), field.FieldPath, $"error converting fieldPath: {Unknown(field)}");
        else if (isSubscripted)
            ValidateSubscript(name, field.FieldPath[(bracket + 2)..^2], path, errors);
        else if (!supported.Contains(name))
            errors.NotSupported(path.Child("fieldPath"), name, supported);
    }

    private static string Unknown(ObjectFieldSelector field) => field.ApiVersion == "v1"
        ? $"field label not supported: {field.FieldPath}"
        : $"unsupported pod version: {field.ApiVersion}";

    private static void ValidateSubscript(string name, string key, FieldPath path, FieldErrors errors)
    {
        if (name == "metadata.annotations")
            errors.Invalid(path, key, Names.QualifiedName(key.ToLowerInvariant()));
        else if (name == "metadata.labels")
            errors.Invalid(path, key, Names.QualifiedName(key));
        else
            errors.Invalid(path, name, "does not support subscript");
    }

    private static void ValidateDivisor(
        ResourceFieldSelector field, bool isHugePages, FieldPath path, FieldErrors errors)
    {
        var divisor = field.Divisor.ToString();
        if (field.Resource is "limits.cpu" or "requests.cpu")
        {
            if (divisor is not ("1" or "1m"))
            {
                errors.Invalid(
                    path, field.Resource, "only divisor's values 1m and 1 are supported with the cpu resource");
            }
            return;
        }
        var what = field.Resource switch
        {
            "limits.memory" or "requests.memory" => "memory",
            "limits.ephemeral-storage" or "requests.ephemeral-storage" => "local ephemeral storage",
            _ when isHugePages => "hugepages",
            _ => null,
        };
        if (what is not null && !ByteDivisors.Contains(divisor))
        {
            errors.Invalid(
                path, field.Resource,
                $"only divisor's values {string.Join(", ", ByteDivisors)} are supported with the {what} resource");
        }
    }

    private static void ValidateKey(string? name, string key, FieldPath path, FieldErrors errors)
    {
        errors.Invalid(path.Child("name"), name ?? "", Names.Dns1123Subdomain(name ?? ""));
        if (key.Length == 0)
            errors.Required(path.Child("key"));
        else
            errors.Invalid(path.Child("key"), key, Names.ConfigMapKey(key));
    }

    private static void ValidateName(string? name, FieldPath path, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(name))
            errors.Required(path);
        else
            errors.Invalid(path, name, Names.Dns1123Subdomain(name));
    }
}
