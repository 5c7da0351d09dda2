using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the rules of one part of a PodSpec need to know of the rest.</summary>
/// <param name="IsPod">False for the template of another kind: some rules wait until the Pod is made.</param>
/// <param name="PodName">Empty for a template.</param>
internal sealed record PodSpecContext(PodSpec Spec, bool IsPod, string PodName, FieldErrors Errors)
{
    /// <summary>The volumes that are sound, by name.</summary>
    public Dictionary<string, Volume> Volumes { get; } = new(StringComparer.Ordinal);
}
