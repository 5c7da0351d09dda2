using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>Which container of a Pod a log request means. Pure.</summary>
internal static class LogContainer
{
    /// <exception cref="StatusException">400: none is named and there are several, or there is none of that
    /// name.</exception>
    public static string Resolve(Pod pod, string? named)
    {
        var spec = pod.Spec;
        if (!string.IsNullOrEmpty(named))
        {
            return Names(spec).Contains(named)
                ? named
                : throw Statuses.BadRequest($"container {named} is not valid for pod {pod.Metadata.Name}");
        }
        if (spec.Containers.Count == 1)
            return spec.Containers[0].Name;
        var message = $"a container name must be specified for pod {pod.Metadata.Name}";
        if (spec.Containers.Count == 0)
            throw Statuses.BadRequest(message);
        message += $", choose one of: [{string.Join(' ', spec.Containers.Select(c => c.Name))}]";
        if (!spec.InitContainers.IsEmpty)
            message += $" or one of the init containers: [{string.Join(' ', spec.InitContainers.Select(c => c.Name))}]";
        throw Statuses.BadRequest(message);
    }

    private static IEnumerable<string> Names(PodSpec spec) =>
        spec.Containers.Select(c => c.Name)
            .Concat(spec.InitContainers.Select(c => c.Name))
            .Concat(spec.EphemeralContainers.Select(c => c.Name));
}
