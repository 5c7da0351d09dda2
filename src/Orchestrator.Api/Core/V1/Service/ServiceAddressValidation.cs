using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of a Service's cluster addresses and families, and of what may change in them.</summary>
internal static class ServiceAddressValidation
{
    private const string NoChange = "may not change once set";

    private static readonly FieldPath ClusterIPs = FieldPath.Of("spec").Child("clusterIPs");
    private static readonly FieldPath IPFamilies = FieldPath.Of("spec").Child("ipFamilies");
    private static readonly FieldPath IPFamilyPolicy = FieldPath.Of("spec").Child("ipFamilyPolicy");

    /// <summary>Without an address of its own: its name leads to its Pods.</summary>
    public static bool IsHeadless(ServiceSpec spec) => spec.ClusterIPs is { Count: 1 } ips && ips[0] == "None";

    public static void Validate(ServiceSpec spec, FieldErrors errors)
    {
        if (spec.Type == "ExternalName")
            return;
        ValidateFirst(spec, errors);
        for (var i = 0; i < spec.IPFamilies.Count; i++)
        {
            errors.OneOf(IPFamilies.Index(i), spec.IPFamilies[i], "IPv4", "IPv6");
            if (spec.IPFamilies.Take(i).Contains(spec.IPFamilies[i]))
                errors.Duplicate(IPFamilies.Index(i), spec.IPFamilies[i]);
        }
        if (spec.IPFamilyPolicy is not (null or "PreferDualStack" or "RequireDualStack" or "SingleStack"))
        {
            errors.NotSupported(
                IPFamilyPolicy, spec.IPFamilyPolicy, "PreferDualStack", "RequireDualStack", "SingleStack");
        }
        if (ValidateIPs(spec.ClusterIPs, errors) && !IsHeadless(spec))
            ValidateFamilies(spec, errors);
    }

    public static void ValidateUpdate(ServiceSpec spec, ServiceSpec old, FieldErrors errors)
    {
        if (spec.Type == "ExternalName" || old.Type == "ExternalName")
            return;
        var (isHeadless, wasHeadless) = (IsHeadless(spec), IsHeadless(old));
        if (!isHeadless || !wasHeadless)
            ValidateKept(spec.ClusterIPs, old.ClusterIPs, spec, ClusterIPs, "clusterIP", errors);
        if (!isHeadless && !wasHeadless)
            ValidateKept(spec.IPFamilies, old.IPFamilies, spec, IPFamilies, "ipFamily", errors);
    }

    private static void ValidateFirst(ServiceSpec spec, FieldErrors errors)
    {
        if (string.IsNullOrEmpty(spec.ClusterIP))
        {
            if (!spec.ClusterIPs.IsEmpty)
                errors.Invalid(ClusterIPs, spec.ClusterIPs, "must be empty when `clusterIP` is not specified");
        }
        else if (spec.ClusterIPs.IsEmpty)
        {
            errors.Required(ClusterIPs);
        }
        else if (spec.ClusterIPs[0] != spec.ClusterIP)
        {
            errors.Invalid(ClusterIPs, spec.ClusterIPs, "first value must match `clusterIP`");
        }
    }

    private static bool ValidateIPs(ValueList<string> ips, FieldErrors errors)
    {
        var before = errors.Found.Count;
        for (var i = 0; i < ips.Count; i++)
        {
            if (i > 0 || ips[i] != "None")
                IPs.Validate(ips[i], ClusterIPs.Index(i), errors);
            else if (ips.Count > 1)
                errors.Invalid(ClusterIPs, ips, "'None' must be the first and only value");
        }
        var isSound = errors.Found.Count == before;
        if (ips.Count > 2)
            errors.Invalid(ClusterIPs, ips, "may only hold up to 2 values");
        if (!isSound)
            return false;
        if (!IPs.IsSingleOrDualStack(ips))
            errors.Invalid(ClusterIPs, ips, "may specify no more than one IP for each IP family");
        return true;
    }

    private static void ValidateFamilies(ServiceSpec spec, FieldErrors errors)
    {
        for (var i = 0; i < Math.Min(spec.ClusterIPs.Count, spec.IPFamilies.Count); i++)
        {
            var family = spec.IPFamilies[i];
            if (family is "IPv4" or "IPv6" && IPs.IsV6(spec.ClusterIPs[i]) != (family == "IPv6"))
            {
                errors.Invalid(
                    ClusterIPs.Index(i), spec.ClusterIPs[i],
                    $"expected an {family} value as indicated by `ipFamilies[{i}]`");
            }
        }
    }

    private static void ValidateKept(
        ValueList<string> values, ValueList<string> old, ServiceSpec spec, FieldPath path, string what,
        FieldErrors errors)
    {
        if (values.Count < old.Count)
        {
            if (values.IsEmpty)
                errors.Invalid(path.Index(0), values, $"primary {what} can not be unset");
            else if (spec.IPFamilyPolicy != "SingleStack")
            {
                errors.Invalid(
                    IPFamilyPolicy, spec.IPFamilyPolicy,
                    $"must be set to 'SingleStack' when releasing the secondary {what}");
            }
        }
        var kept = values.Count == old.Count ? old.Count : Math.Min(1, Math.Min(values.Count, old.Count));
        for (var i = 0; i < kept; i++)
        {
            // Whichever family changed, Kubernetes reports it at the first.
            if (values[i] != old[i])
                errors.Invalid(path.Index(ReferenceEquals(path, IPFamilies) ? 0 : i), values, NoChange);
        }
    }
}
