namespace Orchestrator.ApiServer.Http.Routing;

/// <summary>A URL path below <c>/api</c> or <c>/apis</c> taken apart. Pure; whether its parts exist is decided
/// later.</summary>
/// <remarks>
/// <c>/api/v1/namespaces/a/pods/b/log</c> is apiVersion v1, namespace a, resource pods, name b, subresource log.
/// <c>/apis/apps/v1/deployments</c> is apiVersion apps/v1, resource deployments. <c>/api/v1/namespaces/a/status</c>
/// is about the namespace itself.
/// </remarks>
internal readonly record struct ResourcePath(
    string ApiVersion, string Namespace, string Resource, string Name, string Subresource)
{
    private const string Namespaces = "namespaces";

    /// <summary>False where the path has not the form of a resource's.</summary>
    public static bool TryParse(string path, out ResourcePath parsed)
    {
        parsed = default;
        if (!TrySplit(path, out var rest, out var apiVersion))
            return false;
        Span<Range> ranges = stackalloc Range[8];
        var span = rest.AsSpan();
        var count = span.Split(ranges, '/');
        if (count > 6)
            return false;
        var parts = new string[count];
        for (var i = 0; i < count; i++)
        {
            parts[i] = span[ranges[i]].ToString();
            if (parts[i].Length == 0)
                return false;
        }
        parsed = Of(apiVersion, parts);
        return parsed.Resource is not null;
    }

    private static ResourcePath Of(string apiVersion, string[] parts)
    {
        string At(int index) => index < parts.Length ? parts[index] : "";
        var isInNamespace = parts[0] == Namespaces && parts.Length >= 3 && parts[2] is not ("status" or "finalize");
        var first = isInNamespace ? 2 : 0;
        if (parts.Length > first + 3)
            return default;
        return new(apiVersion, isInNamespace ? parts[1] : "", parts[first], At(first + 1), At(first + 2));
    }

    // What stands before the resource: /api/v1/ or /apis/group/version/.
    private static bool TrySplit(string path, out string rest, out string apiVersion)
    {
        rest = apiVersion = "";
        var start = path.StartsWith("/api/", StringComparison.Ordinal) ? 5
            : path.StartsWith("/apis/", StringComparison.Ordinal) ? 6 : 0;
        if (start == 0)
            return false;
        var end = path.IndexOf('/', start);
        if (end > 0 && start == 6)
            end = path.IndexOf('/', end + 1);
        if (end < 0 || end == path.Length - 1)
            return false;
        apiVersion = path[start..end];
        rest = path[(end + 1)..];
        return true;
    }
}
