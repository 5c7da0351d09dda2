using System.Text;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of ConfigMaps: sound keys, each in one place, and no more than 1 MiB.</summary>
internal static class ConfigMapValidation
{
    private const int BytesMax = 1024 * 1024;
    private const string Immutable = "field is immutable when `immutable` is set";

    public static void Validate(ConfigMap map, FieldErrors errors)
    {
        var bytes = 0L;
        foreach (var (key, value) in map.Data)
        {
            var path = FieldPath.Of("data").Key(key);
            errors.Invalid(path, key, Names.ConfigMapKey(key));
            if (map.BinaryData.ContainsKey(key))
                errors.Invalid(path, key, "duplicate of key present in binaryData");
            bytes += Encoding.UTF8.GetByteCount(value);
        }
        foreach (var (key, value) in map.BinaryData)
        {
            errors.Invalid(FieldPath.Of("binaryData").Key(key), key, Names.ConfigMapKey(key));
            bytes += value.Length;
        }
        if (bytes > BytesMax)
            errors.TooLong(FieldPath.Of(""), BytesMax);
    }

    public static void ValidateUpdate(ConfigMap map, ConfigMap old, FieldErrors errors)
    {
        if (old.Immutable is true)
        {
            if (map.Immutable is not true)
                errors.Forbidden(FieldPath.Of("immutable"), Immutable);
            if (map.Data != old.Data)
                errors.Forbidden(FieldPath.Of("data"), Immutable);
            if (map.BinaryData != old.BinaryData)
                errors.Forbidden(FieldPath.Of("binaryData"), Immutable);
        }
        Validate(map, errors);
    }
}
