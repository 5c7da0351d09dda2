namespace Orchestrator.Api.Certificates.V1;

/// <summary>How conditions of a request go from its old state to the new one. Pure.</summary>
public static class RequestConditions
{
    /// <summary>A status whose Approved and Denied conditions are those of the old one, where it names as many: only
    /// the approval path decides.</summary>
    public static CertificateSigningRequestStatus KeepDecisions(
        CertificateSigningRequestStatus value, CertificateSigningRequestStatus old)
    {
        var conditions = Keep(value.Conditions, old.Conditions, CertificateSigningRequestCondition.Approved);
        conditions = Keep(conditions, old.Conditions, CertificateSigningRequestCondition.Denied);
        return conditions == value.Conditions ? value : value with { Conditions = conditions };
    }

    /// <summary>The conditions with the times that were left out.</summary>
    /// <param name="now">For what is new.</param>
    public static ValueList<CertificateSigningRequestCondition> WithTimes(
        ValueList<CertificateSigningRequestCondition> value, ValueList<CertificateSigningRequestCondition> old,
        DateTimeOffset now)
    {
        for (var i = 0; i < value.Count; i++)
        {
            var condition = value[i];
            if (condition is { LastUpdateTime: not null, LastTransitionTime: not null })
                continue;
            var same = old.FirstOrDefault(was => was.Type == condition.Type && was.Status == condition.Status);
            value = value.SetItem(i, condition with
            {
                LastUpdateTime = condition.LastUpdateTime ?? now,
                LastTransitionTime = condition.LastTransitionTime ?? same?.LastTransitionTime ?? now,
            });
        }
        return value;
    }

    internal static List<CertificateSigningRequestCondition> Of(
        ValueList<CertificateSigningRequestCondition> conditions, string type) =>
        [.. conditions.Where(condition => condition.Type == type)];

    private static ValueList<CertificateSigningRequestCondition> Keep(
        ValueList<CertificateSigningRequestCondition> value, ValueList<CertificateSigningRequestCondition> old,
        string type)
    {
        var kept = Of(old, type);
        if (kept.Count != Of(value, type).Count)
            return value;
        var next = 0;
        for (var i = 0; i < value.Count; i++)
        {
            if (value[i].Type == type)
                value = value.SetItem(i, kept[next++]);
        }
        return value;
    }
}
