using Orchestrator.Api.Certificates.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of volumes that put several sources into one directory.</summary>
internal static class ProjectedVolumeValidation
{
    private const string Conflict = "conflicting duplicate paths";
    private const long TokenSecondsMin = 10 * 60;
    private const long TokenSecondsMax = 1L << 32;

    public static void Validate(ProjectedVolumeSource volume, FieldPath path, FieldErrors errors)
    {
        VolumeValidation.ValidateMode(volume.DefaultMode, path.Child("defaultMode"), errors);
        var paths = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < volume.Sources.Count; i++)
            ValidateSource(volume.Sources[i], paths, path, path.Child("sources").Index(i), errors);
    }

    private static void ValidateSource(
        VolumeProjection source, HashSet<string> paths, FieldPath volume, FieldPath path, FieldErrors errors)
    {
        var count = 0;
        if (source.Secret is { } secret)
        {
            count++;
            ValidateKeys(secret.Name, secret.Items, paths, volume, path.Child("secret"), errors);
        }
        if (source.ConfigMap is { } map)
        {
            count++;
            ValidateKeys(map.Name, map.Items, paths, volume, path.Child("configMap"), errors);
        }
        if (source.DownwardApi is { } downward)
        {
            count++;
            foreach (var file in downward.Items)
            {
                VolumeValidation.ValidateDownwardFile(file, path.Child("downwardAPI"), errors);
                if (file.Path.Length > 0 && !paths.Add(file.Path))
                    errors.Invalid(volume, file.Path, Conflict);
            }
        }
        if (source.ServiceAccountToken is { } token)
        {
            count++;
            ValidateToken(token, volume, path.Child("serviceAccountToken"), errors);
        }
        if (source.ClusterTrustBundle is { } bundle)
        {
            count++;
            ValidateBundle(bundle, path.Child("clusterTrustBundle"), errors);
            if (!paths.Add(bundle.Path))
                errors.Invalid(volume, bundle.Path, Conflict);
        }
        if (count > 1)
            errors.Forbidden(path, "may not specify more than 1 volume type per source");
    }

    private static void ValidateKeys(
        string? name, ValueList<KeyToPath> items, HashSet<string> paths, FieldPath volume, FieldPath path,
        FieldErrors errors)
    {
        if (string.IsNullOrEmpty(name))
            errors.Required(path.Child("name"));
        VolumeValidation.ValidateItems(items, path.Child("items"), errors);
        foreach (var item in items)
        {
            if (item.Path.Length > 0 && !paths.Add(item.Path))
                errors.Invalid(volume, name ?? "", Conflict);
        }
    }

    private static void ValidateToken(
        ServiceAccountTokenProjection token, FieldPath volume, FieldPath path, FieldErrors errors)
    {
        var seconds = token.ExpirationSeconds ?? 0;
        if (seconds < TokenSecondsMin)
            errors.Invalid(path.Child("expirationSeconds"), seconds, "may not specify a duration less than 10 minutes");
        if (seconds > TokenSecondsMax)
        {
            errors.Invalid(
                path.Child("expirationSeconds"), seconds, "may not specify a duration larger than 2^32 seconds");
        }
        if (token.Path.Length == 0)
            errors.Required(volume.Child("path"));
        else
            Paths.ValidateNonReserved(token.Path, volume.Child("path"), errors);
    }

    private static void ValidateBundle(ClusterTrustBundleProjection bundle, FieldPath path, FieldErrors errors)
    {
        if (bundle is { Name: not null, SignerName: not null })
            errors.Invalid(path, bundle, "only one of name and signerName may be used");
        else if (bundle is { Name: null, SignerName: null })
            errors.Required(path, "either name or signerName must be specified");
        if (bundle.Name is { Length: 0 })
            errors.Required(path.Child("name"), "must be a valid object name");
        if (bundle is { Name: { } name, SignerName: null })
        {
            foreach (var wrong in BundleName(name))
                errors.Invalid(path.Child("name"), name, $"not a valid clustertrustbundlename: {wrong}");
        }
        if (bundle is { Name: not null, LabelSelector: { } selector })
            errors.Invalid(path.Child("labelSelector"), selector, "labelSelector must be unset if name is specified");
        if (bundle.SignerName is { Length: 0 })
            errors.Required(path.Child("signerName"), "must be a valid signer name");
        if (bundle is { Name: null, SignerName: { } signer })
            SignerNameValidation.Validate(path.Child("signerName"), signer, errors);
        LabelSelectorValidation.Validate(bundle.LabelSelector, path.Child("labelSelector"), errors);
        if (bundle.Path.Length == 0)
            errors.Required(path.Child("path"));
        Paths.ValidateNonReserved(bundle.Path, path.Child("path"), errors);
    }

    // The name of a signer's bundle begins with the signer's, a colon where that has its slash.
    private static ValueList<string> BundleName(string name) =>
        Names.Dns1123Subdomain(name[(name.LastIndexOf(':') + 1)..]);
}
