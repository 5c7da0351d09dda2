namespace Orchestrator.Node.Env;

/// <summary>The values a <c>fieldRef</c> can name, as text.</summary>
public static class FieldPaths
{
    /// <param name="pod">The Pod as last read.</param>
    /// <param name="path">Such as <c>metadata.labels['app']</c>.</param>
    /// <param name="podIp">The Pod's address, which its stored status may not show yet.</param>
    /// <returns>Null for a path that cannot be referred to.</returns>
    public static string? Find(Pod pod, string path, string podIp, NodeAddressing node)
    {
        var meta = pod.Metadata;
        if (Subscript(path, "metadata.labels") is { } label)
            return meta.Labels[label] ?? "";
        if (Subscript(path, "metadata.annotations") is { } annotation)
            return meta.Annotations[annotation] ?? "";
        return path switch
        {
            "metadata.name" => meta.Name ?? "",
            "metadata.namespace" => meta.Namespace ?? "",
            "metadata.uid" => meta.Uid ?? "",
            "metadata.labels" => Format(meta.Labels),
            "metadata.annotations" => Format(meta.Annotations),
            "spec.nodeName" => pod.Spec.NodeName ?? "",
            "spec.serviceAccountName" => pod.Spec.ServiceAccountName ?? "",
            "spec.restartPolicy" => pod.Spec.RestartPolicy ?? "",
            "spec.schedulerName" => pod.Spec.SchedulerName ?? "",
            "status.hostIP" or "status.hostIPs" => node.HostIp,
            "status.podIP" or "status.podIPs" => podIp,
            _ => null,
        };
    }

    private static string? Subscript(string path, string map) =>
        path.StartsWith(map + "['", StringComparison.Ordinal) && path.EndsWith("']", StringComparison.Ordinal)
            ? path[(map.Length + 2)..^2]
            : null;

    /// <summary>One <c>key="value"</c> a line, in key order: the form of downward API files.</summary>
    private static string Format(ValueMap<string> map)
    {
        var lines = new List<string>(map.Count);
        foreach (var (key, value) in map)
            lines.Add($"{key}=\"{Escape(value)}\"");
        return string.Join('\n', lines);
    }

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}

/// <summary>What of the node a Pod's environment may name.</summary>
/// <param name="Cpu">Allocatable cores, the value of an unset CPU limit.</param>
/// <param name="Memory">Allocatable bytes, the value of an unset memory limit.</param>
public sealed record NodeAddressing(string HostIp, Quantity Cpu, Quantity Memory);
