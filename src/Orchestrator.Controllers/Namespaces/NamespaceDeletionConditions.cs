using Orchestrator.Api.Core.V1;

namespace Orchestrator.Controllers.Namespaces;

/// <summary>What the status of a namespace says about its deletion. Types, reasons and messages are
/// Kubernetes'.</summary>
public static class NamespaceDeletionConditions
{
    /// <summary>The status with the five conditions brought up to date; equal to the old one where nothing
    /// changed.</summary>
    public static NamespaceStatus Apply(NamespaceStatus status, NamespaceContent content, DateTimeOffset now)
    {
        var conditions = status.Conditions;
        foreach (var wanted in Of(content))
            conditions = With(conditions, wanted, now);
        return status with { Conditions = conditions };
    }

    private static IEnumerable<NamespaceCondition> Of(NamespaceContent content)
    {
        yield return content.DiscoveryError is { } discovery
            ? Bad("NamespaceDeletionDiscoveryFailure", "DiscoveryFailed", discovery.Message)
            : Good("NamespaceDeletionDiscoveryFailure", "ResourcesDiscovered", "All resources successfully discovered");
        yield return Good(
            "NamespaceDeletionGroupVersionParsingFailure", "ParsedGroupVersions",
            "All legacy kube types successfully parsed");
        yield return content.DiscoveryError is null && content.Errors.Count > 0
            ? Bad("NamespaceDeletionContentFailure", "ContentDeletionFailed", Failures(content.Errors))
            : Good(
                "NamespaceDeletionContentFailure", "ContentDeleted",
                "All content successfully deleted, may be waiting on finalization");
        yield return content.ByResource.Count > 0
            ? Bad(
                "NamespaceContentRemaining", "SomeResourcesRemain",
                "Some resources are remaining: "
                + List(content.ByResource, "has"))
            : Good("NamespaceContentRemaining", "ContentRemoved", "All content successfully removed");
        yield return content.ByFinalizer.Count > 0
            ? Bad(
                "NamespaceFinalizersRemaining", "SomeFinalizersRemain",
                "Some content in the namespace has finalizers remaining: "
                + List(content.ByFinalizer, "in"))
            : Good(
                "NamespaceFinalizersRemaining", "ContentHasNoFinalizers", "All content-preserving finalizers finished");
    }

    private static string List(IReadOnlyDictionary<string, int> counts, string relation) =>
        string.Join(", ", counts.Select(left => $"{left.Key} {relation} {left.Value} resource instances"));

    private static string Failures(IReadOnlyList<Exception> errors) =>
        $"Failed to delete all resource types, {errors.Count} remaining: "
        + string.Join(", ", errors.Select(error => error.Message).Order(StringComparer.Ordinal));

    private static ValueList<NamespaceCondition> With(
        ValueList<NamespaceCondition> conditions, NamespaceCondition wanted, DateTimeOffset now)
    {
        for (var i = 0; i < conditions.Count; i++)
        {
            var old = conditions[i];
            if (old.Type != wanted.Type)
                continue;
            var since = old.Status == wanted.Status ? old.LastTransitionTime : now;
            var next = wanted with { LastTransitionTime = since };
            return next == old ? conditions : conditions.SetItem(i, next);
        }
        return conditions.Add(wanted with { LastTransitionTime = now });
    }

    private static NamespaceCondition Good(string type, string reason, string message) =>
        new() { Type = type, Status = "False", Reason = reason, Message = message };

    private static NamespaceCondition Bad(string type, string reason, string message) =>
        new() { Type = type, Status = "True", Reason = reason, Message = message };
}
