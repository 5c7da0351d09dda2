using Orchestrator.Api;
using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Selectors;
using Orchestrator.Client;

namespace Orchestrator.Controllers.Ownership;

/// <summary>Finds the orphans a selector selects, and who would adopt an orphan, at the cost of those found.</summary>
/// <remarks>
/// An orphan is kept under each of its labels, an owner under the first label it asks for: <c>default/app=web</c>. A
/// selector that asks for no single
/// label, which is rare, is compared with all orphans of its namespace.
/// </remarks>
public static class Adoption
{
    /// <summary>Objects that nobody manages, by label and by namespace.</summary>
    public static ObjectIndex Orphans { get; } = new("orphans", OrphanValues);

    /// <summary>ReplicaSets and Deployments by the first label of their selector.</summary>
    public static ObjectIndex Selectors { get; } = ObjectIndex.Single(
        "spec.selector.matchLabels",
        value => SelectorOf(value) is { } selector ? Value(value.Key.Namespace, selector) : null);

    /// <summary>A superset of the orphans the selector selects.</summary>
    public static IReadOnlyList<T> OrphansFor<T>(Listers listers, string ns, LabelSelector? selector)
        where T : KubeObject => selector is null ? [] : listers.ByIndex<T>(Orphans, Value(ns, selector));

    /// <summary>Wakes the owners that would adopt what changed, if it is an orphan now.</summary>
    public static void Wake<TOwner, T>(Listers listers, ObjectChange<T> change, IKeySink keys)
        where TOwner : KubeObject
        where T : KubeObject
    {
        if (change.New is not { ControllerRef: null, IsTerminating: false } orphan)
            return;
        foreach (var value in OrphanValues(orphan))
        {
            foreach (var owner in listers.ByIndex<TOwner>(Selectors, value))
            {
                if (LabelMatcher.Of(SelectorOf(owner)).Matches(orphan.Metadata.Labels))
                    keys.Add(owner.Key);
            }
        }
    }

    private static IEnumerable<string> OrphanValues(KubeObject value)
    {
        if (value.ControllerRef is not null)
            return [];
        var ns = value.Key.Namespace;
        return value.Metadata.Labels.Select(label => $"{ns}/{label.Key}={label.Value}").Prepend(ns);
    }

    private static string Value(string ns, LabelSelector selector) =>
        selector.MatchLabels.IsEmpty
            ? ns
            : $"{ns}/{selector.MatchLabels.AsSpan()[0].Key}={selector.MatchLabels.AsSpan()[0].Value}";

    private static LabelSelector? SelectorOf(KubeObject owner) => owner switch
    {
        ReplicaSet set => set.Spec.Selector,
        Deployment deployment => deployment.Spec.Selector,
        _ => null,
    };
}
