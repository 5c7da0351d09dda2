namespace Orchestrator.Api.Validation;

/// <summary>The form of signers' names: a domain and a path, <c>example.com/signer</c>, of up to 571 bytes.</summary>
public static class SignerNames
{
    private const int DomainMax = 253;
    private const int NameMax = DomainMax + 1 + 63 + 1 + 253;

    public static void Validate(string name, FieldPath path, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }
        if (name.Split('/') is not [var domain, var rest])
        {
            errors.Invalid(
                path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }
        if (domain.Length > DomainMax)
            errors.TooLong(path, DomainMax);
        ValidateParts(domain, Names.Dns1123Label, path, errors);
        if (!domain.Contains('.'))
            errors.Invalid(path, domain, "should be a domain with at least two segments separated by dots");
        ValidateParts(rest, Names.Dns1123Subdomain, path, errors);
        if (name.Length > NameMax)
            errors.TooLong(path, NameMax);
    }

    /// <summary>What is wrong with a ClusterTrustBundle's name: one of a signer begins with the signer's.</summary>
    public static ValueList<string> TrustBundle(string name)
    {
        var colon = name.LastIndexOf(':');
        // A signer's own name has one colon where its slash was.
        return Names.Dns1123Subdomain(colon < 0 ? name : name[(colon + 1)..]);
    }

    // Only the first bad part is reported: the rest would read the same.
    private static void ValidateParts(
        string text, Func<string, ValueList<string>> form, FieldPath path, FieldErrors errors)
    {
        foreach (var part in text.Split('.'))
        {
            var wrong = form(part);
            if (wrong.IsEmpty)
                continue;
            foreach (var message in wrong)
                errors.Invalid(path, text, $"validating label {GoText.Quote(part)}: {message}");
            return;
        }
    }
}
