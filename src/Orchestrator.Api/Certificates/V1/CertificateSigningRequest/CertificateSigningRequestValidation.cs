using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Certificates.V1;

/// <summary>The rules of certificate signing requests.</summary>
internal static class CertificateSigningRequestValidation
{
    private const int ExpirationSecondsMin = 600;

    private static readonly FieldPath Spec = FieldPath.Of("spec");
    private static readonly FieldPath Conditions = FieldPath.Of("status").Child("conditions");
    private static readonly FieldPath Certificate = FieldPath.Of("status").Child("certificate");

    private static readonly string[] Decisions =
        [CertificateSigningRequestCondition.Approved, CertificateSigningRequestCondition.Denied];

    private static readonly string[] Lasting = [.. Decisions, CertificateSigningRequestCondition.Failed];

    public static void Validate(CertificateSigningRequest csr, FieldErrors errors)
    {
        var spec = csr.Spec;
        if (SigningRequest.Parse(spec.Request.Span, out var fault) is null)
            errors.Invalid(Spec.Child("request"), Convert.ToBase64String(spec.Request.Span), fault);
        ValidateUsages(spec.Usages, errors);
        if (spec.SignerName == SignerNames.LegacyUnknown)
        {
            errors.Invalid(
                Spec.Child("signerName"), spec.SignerName, "the legacy signerName is not allowed via this API version");
        }
        else
        {
            SignerNameValidation.Validate(Spec.Child("signerName"), spec.SignerName, errors);
        }
        if (spec.ExpirationSeconds < ExpirationSecondsMin)
        {
            errors.Invalid(
                Spec.Child("expirationSeconds"), spec.ExpirationSeconds,
                "may not specify a duration less than 600 seconds (10 minutes)");
        }
    }

    /// <param name="mayDecide">The update comes by the approval path, which sets conditions but no certificate.</param>
    public static void ValidateStatus(
        CertificateSigningRequestStatus value, CertificateSigningRequestStatus old, bool mayDecide, FieldErrors errors)
    {
        ValidateConditions(value.Conditions, errors);
        var changed = (value.Certificate ?? default) != (old.Certificate ?? default);
        if (changed && CertificateText.Fault((value.Certificate ?? default).Span) is { } fault)
            errors.Invalid(Certificate, "<certificate data>", fault);
        foreach (var type in Lasting)
        {
            if (RequestConditions.Of(value.Conditions, type).Count < RequestConditions.Of(old.Conditions, type).Count)
                errors.Forbidden(Conditions, $"updates may not remove a condition of type {GoText.Quote(type)}");
        }
        if (!mayDecide)
            RequireDecisionsKept(value.Conditions, old.Conditions, errors);
        if (!changed)
            return;
        if (mayDecide)
            errors.Forbidden(Certificate, "updates may not set certificate content");
        else if (old.Certificate is { Length: > 0 })
            errors.Forbidden(Certificate, "updates may not modify existing certificate content");
    }

    private static void ValidateUsages(ValueList<string> usages, FieldErrors errors)
    {
        var path = Spec.Child("usages");
        if (usages.IsEmpty)
            errors.Required(path);
        for (var i = 0; i < usages.Count; i++)
        {
            if (!KeyUsages.All.Contains(usages[i]))
                errors.NotSupported(path.Index(i), usages[i], KeyUsages.All.AsSpan());
        }
        for (var i = 0; i < usages.Count; i++)
        {
            if (usages.Take(i).Contains(usages[i]))
                errors.Duplicate(path.Index(i), usages[i]);
        }
    }

    private static void ValidateConditions(
        ValueList<CertificateSigningRequestCondition> conditions, FieldErrors errors)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            var (path, condition) = (Conditions.Index(i), conditions[i]);
            if (condition.Type.Length == 0)
                errors.Required(path.Child("type"));
            if (Lasting.Contains(condition.Type))
                errors.OneOf(path.Child("status"), condition.Status, "True");
            else
                errors.OneOf(path.Child("status"), condition.Status, "False", "True", "Unknown");
            var other = Decisions.FirstOrDefault(type => type != condition.Type);
            if (Decisions.Contains(condition.Type) && conditions.Take(i).Any(before => before.Type == other))
            {
                errors.Invalid(
                    path.Child("type"), condition.Type, "Approved and Denied conditions are mutually exclusive");
            }
            if (conditions.Take(i).Any(before => before.Type == condition.Type))
                errors.Duplicate(path.Child("type"), condition.Type);
        }
    }

    private static void RequireDecisionsKept(
        ValueList<CertificateSigningRequestCondition> value, ValueList<CertificateSigningRequestCondition> old,
        FieldErrors errors)
    {
        foreach (var type in Decisions)
        {
            var (now, before) = (RequestConditions.Of(value, type), RequestConditions.Of(old, type));
            if (now.Count > before.Count)
                errors.Forbidden(Conditions, $"updates may not add a condition of type {GoText.Quote(type)}");
            else if (now.Count == before.Count && !now.SequenceEqual(before))
                errors.Forbidden(Conditions, $"updates may not modify a condition of type {GoText.Quote(type)}");
        }
    }
}
