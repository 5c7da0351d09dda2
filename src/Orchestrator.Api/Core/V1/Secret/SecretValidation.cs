using System.Text.Json;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of Secrets: sound keys, no more than 1 MiB, and what each type cannot do without.</summary>
internal static class SecretValidation
{
    internal const int BytesMax = 1024 * 1024;

    private const string AccountName = "kubernetes.io/service-account.name";

    private static readonly FieldPath Data = FieldPath.Of("data");

    public static void Validate(Secret secret, FieldErrors errors)
    {
        var bytes = 0L;
        foreach (var (key, value) in secret.Data)
        {
            errors.Invalid(Data.Key(key), key, Names.ConfigMapKey(key));
            bytes += value.Length;
        }
        if (bytes > BytesMax)
            errors.TooLong(Data, BytesMax);
        ValidateType(secret, errors);
    }

    public static void ValidateUpdate(Secret secret, Secret old, FieldErrors errors)
    {
        const string Immutable = "field is immutable when `immutable` is set";
        if (secret.Type != old.Type)
            errors.Invalid(FieldPath.Of("type"), secret.Type, ObjectMetaValidation.Immutable);
        if (old.Immutable is true)
        {
            if (secret.Immutable is not true)
                errors.Forbidden(FieldPath.Of("immutable"), Immutable);
            if (secret.Data != old.Data)
                errors.Forbidden(Data, Immutable);
        }
        Validate(secret, errors);
    }

    private static void ValidateType(Secret secret, FieldErrors errors)
    {
        switch (secret.Type)
        {
            case "kubernetes.io/service-account-token":
                if (string.IsNullOrEmpty(secret.Metadata.Annotations[AccountName]))
                    errors.Required(FieldPath.Of("metadata").Child("annotations").Key(AccountName));
                break;
            case "kubernetes.io/dockercfg":
                ValidateJson(secret, ".dockercfg", errors);
                break;
            case "kubernetes.io/dockerconfigjson":
                ValidateJson(secret, ".dockerconfigjson", errors);
                break;
            case "kubernetes.io/basic-auth":
                if (!secret.Data.ContainsKey("username") && !secret.Data.ContainsKey("password"))
                {
                    errors.Required(Data.Key("username"));
                    errors.Required(Data.Key("password"));
                }
                break;
            case "kubernetes.io/ssh-auth":
                if (secret.Data["ssh-privatekey"].Length == 0)
                    errors.Required(Data.Key("ssh-privatekey"));
                break;
            case "kubernetes.io/tls":
                if (!secret.Data.ContainsKey("tls.crt"))
                    errors.Required(Data.Key("tls.crt"));
                if (!secret.Data.ContainsKey("tls.key"))
                    errors.Required(Data.Key("tls.key"));
                break;
        }
    }

    private static void ValidateJson(Secret secret, string key, FieldErrors errors)
    {
        if (!secret.Data.TryGetValue(key, out var content))
        {
            errors.Required(Data.Key(key));
            return;
        }
        // The message must not show the secret, nor where in it the fault lies.
        if (!IsJsonObject(content))
            errors.Invalid(Data.Key(key), "<secret contents redacted>", "must be a JSON object");
    }

    private static bool IsJsonObject(Bytes content)
    {
        try
        {
            var reader = new Utf8JsonReader(content.Span);
            // null is let through, as Kubernetes reads it as an object without entries.
            return reader.Read() && reader.TokenType is (JsonTokenType.StartObject or JsonTokenType.Null)
                && reader.TrySkip() && !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
