using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Certificates.V1;

/// <summary>The form of a signer's name: a domain of two or more labels, a slash, and a dotted path; at most 571
/// bytes.</summary>
internal static class SignerNameValidation
{
    private const int DomainMax = 253;
    private const int PathMax = 253 + 63 + 1;

    public static void Validate(FieldPath path, string name, FieldErrors errors)
    {
        if (name.Length == 0)
        {
            errors.Required(path);
            return;
        }
        var parts = name.Split('/');
        if (parts.Length != 2)
        {
            errors.Invalid(
                path, name, "must be a fully qualified domain and path of the form 'example.com/signer-name'");
            return;
        }
        if (parts[0].Length > DomainMax)
            errors.TooLong(path, DomainMax);
        ValidateLabels(path, parts[0], Names.Dns1123Label, errors);
        if (!parts[0].Contains('.'))
            errors.Invalid(path, parts[0], "should be a domain with at least two segments separated by dots");
        ValidateLabels(path, parts[1], Names.Dns1123Subdomain, errors);
        if (name.Length > DomainMax + 1 + PathMax)
            errors.TooLong(path, DomainMax + 1 + PathMax);
    }

    // The first label that is wrong: what is said of the next ones would read the same.
    private static void ValidateLabels(
        FieldPath path, string part, Func<string, ValueList<string>> rule, FieldErrors errors)
    {
        foreach (var label in part.Split('.'))
        {
            var faults = rule(label);
            foreach (var fault in faults)
                errors.Invalid(path, part, $"validating label {GoText.Quote(label)}: {fault}");
            if (!faults.IsEmpty)
                return;
        }
    }
}
