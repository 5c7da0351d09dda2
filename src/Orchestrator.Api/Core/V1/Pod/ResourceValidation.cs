using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>The rules of resource names and amounts.</summary>
internal static class ResourceValidation
{
    private const string HugePages = "hugepages-";

    private static readonly string[] StandardNames =
    [
        "cpu", "memory", "ephemeral-storage", "requests.cpu", "requests.memory", "requests.ephemeral-storage",
        "limits.cpu", "limits.memory", "limits.ephemeral-storage", "pods", "resourcequotas", "services",
        "replicationcontrollers", "secrets", "configmaps", "persistentvolumeclaims", "storage", "requests.storage",
        "services.nodeports", "services.loadbalancers",
    ];

    private static readonly string[] Counted =
    [
        "pods", "resourcequotas", "services", "replicationcontrollers", "secrets", "configmaps",
        "persistentvolumeclaims", "services.nodeports", "services.loadbalancers",
    ];

    public static void Validate(
        ResourceRequirements resources, ValueList<PodResourceClaim> claims, FieldPath path, FieldErrors errors)
    {
        var (hugePages, cpuOrMemory) = (false, false);
        foreach (var (name, amount) in resources.Limits)
        {
            ValidateOne(name, amount, path.Child("limits").Key(name), errors);
            hugePages |= IsHugePages(name);
            cpuOrMemory |= name is "cpu" or "memory";
        }
        foreach (var (name, amount) in resources.Requests)
        {
            ValidateOne(name, amount, path.Child("requests").Key(name), errors);
            ValidateAgainstLimit(name, amount, resources.Limits, path, errors);
            hugePages |= IsHugePages(name);
            cpuOrMemory |= name is "cpu" or "memory";
        }
        if (hugePages && !cpuOrMemory)
            errors.Forbidden(path, "HugePages require cpu or memory");
        ValidateClaims(resources.Claims, claims, path.Child("claims"), errors);
    }

    /// <summary>An amount of a resource: not negative, and whole where the resource is counted.</summary>
    public static void ValidateAmount(string name, Quantity amount, FieldPath path, FieldErrors errors)
    {
        if (amount.Sign < 0)
            errors.Invalid(path, amount, "must be greater than or equal to 0");
        if ((Counted.Contains(name) || IsExtended(name)) && amount.MilliValue % 1000 != 0)
            errors.Invalid(path, amount, "must be an integer");
    }

    private static void ValidateOne(string name, Quantity amount, FieldPath path, FieldErrors errors)
    {
        ValidateName(name, path, errors);
        ValidateAmount(name, amount, path, errors);
        if (IsHugePages(name) && !IsDivisible(name, amount))
            errors.Invalid(path, amount, $"{amount} is not positive integer multiple of {name}");
    }

    private static void ValidateName(string name, FieldPath path, FieldErrors errors)
    {
        var wrong = Names.QualifiedName(name);
        errors.Invalid(path, name, wrong);
        if (!name.Contains('/'))
        {
            if (wrong.IsEmpty && !StandardNames.Contains(name) && !IsHugePages(name))
                errors.Invalid(path, name, "must be a standard resource type or fully qualified");
            if (name is not ("cpu" or "memory" or "ephemeral-storage") && !IsHugePages(name))
                errors.Invalid(path, name, "must be a standard resource for containers");
        }
        else if (!IsNative(name) && !IsExtended(name))
        {
            errors.Invalid(path, name, "doesn't follow extended resource name standard");
        }
    }

    private static void ValidateAgainstLimit(
        string name, Quantity amount, ValueMap<Quantity> limits, FieldPath path, FieldErrors errors)
    {
        // Huge pages and devices cannot be promised twice: a request is the limit.
        var overcommits = IsNative(name) && !IsHugePages(name);
        if (!limits.TryGetValue(name, out var limit))
        {
            if (!overcommits)
                errors.Required(path.Child("limits"), "Limit must be set for non overcommitable resources");
            return;
        }
        if (!overcommits && amount != limit)
            errors.Invalid(path.Child("requests"), amount, $"must be equal to {name} limit of {limit}");
        else if (amount.CompareTo(limit) > 0)
            errors.Invalid(path.Child("requests"), amount, $"must be less than or equal to {name} limit of {limit}");
    }

    private static void ValidateClaims(
        ValueList<ResourceClaim> used, ValueList<PodResourceClaim> claims, FieldPath path, FieldErrors errors)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < used.Count; i++)
        {
            var (name, request) = (used[i].Name, used[i].Request);
            var item = path.Index(i);
            if (name.Length == 0)
            {
                errors.Required(item);
                continue;
            }
            if (!string.IsNullOrEmpty(request))
                errors.Invalid(item.Child("request"), request, Names.Dns1123Label(request));
            var key = string.IsNullOrEmpty(request) ? name : $"{name}/{request}";
            if (seen.Contains(name) || !seen.Add(key))
                errors.Duplicate(item, key);
            if (!claims.Any(claim => claim.Name == name))
                errors.NotFound(item, name, "must be one of the names in pod.spec.resourceClaims" + Known(claims));
        }
    }

    private static string Known(ValueList<PodResourceClaim> claims) => claims.IsEmpty
        ? " which is empty"
        : ": " + string.Join(", ", claims.Select(claim => claim.Name).Order(StringComparer.Ordinal));

    private static bool IsHugePages(string name) => name.StartsWith(HugePages, StringComparison.Ordinal);

    private static bool IsNative(string name) =>
        !name.Contains('/') || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    private static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal)
        && Names.QualifiedName("requests." + name).IsEmpty;

    private static bool IsDivisible(string name, Quantity amount) =>
        Quantity.TryParse(name.AsSpan(HugePages.Length), out var page) && page.Sign > 0
        && amount.Sign > 0 && amount.Value % page.Value == 0;
}
