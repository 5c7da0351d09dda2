using System.Globalization;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Scheduler.Plugins;

/// <summary>When a node meets a term of a node selector.</summary>
public static class NodeTerm
{
    private const string NameField = "metadata.name";

    /// <summary>All expressions and all fields hold; a term without either matches no node.</summary>
    public static bool Matches(NodeSelectorTerm term, Node node)
    {
        if (IsEmpty(term))
            return false;
        foreach (var requirement in term.MatchExpressions)
        {
            if (!Matches(requirement, node.Metadata.Labels))
                return false;
        }
        foreach (var requirement in term.MatchFields)
        {
            if (!MatchesField(requirement, node))
                return false;
        }
        return true;
    }

    public static bool IsEmpty(NodeSelectorTerm term) => term.MatchExpressions.IsEmpty && term.MatchFields.IsEmpty;

    /// <summary>The only node names the term can match; null when it does not name nodes.</summary>
    public static IReadOnlyList<string>? NamedNodes(NodeSelectorTerm term)
    {
        HashSet<string>? names = null;
        foreach (var requirement in term.MatchFields)
        {
            if (requirement.Key != NameField || requirement.Operator != "In")
                continue;
            if (names is null)
                names = [.. requirement.Values];
            else
                names.IntersectWith(requirement.Values);
        }
        return names is null ? null : [.. names.Order(StringComparer.Ordinal)];
    }

    private static bool Matches(NodeSelectorRequirement requirement, ValueMap<string> labels)
    {
        var has = labels.TryGetValue(requirement.Key, out var value);
        return requirement.Operator switch
        {
            "In" => has && requirement.Values.AsSpan().Contains(value!),
            "NotIn" => !has || !requirement.Values.AsSpan().Contains(value!),
            "Exists" => has,
            "DoesNotExist" => !has,
            "Gt" => has && Compare(value!, requirement.Values) > 0,
            "Lt" => has && Compare(value!, requirement.Values) < 0,
            _ => false,
        };
    }

    private static bool MatchesField(NodeSelectorRequirement requirement, Node node)
    {
        if (requirement.Key != NameField)
            return false;
        var isListed = requirement.Values.AsSpan().Contains(node.Metadata.Name ?? "");
        return requirement.Operator switch
        {
            "In" => isListed,
            "NotIn" => !isListed,
            _ => false,
        };
    }

    // 0, and so no match, when either side is no whole number.
    private static int Compare(string value, ValueList<string> bounds) =>
        bounds.Count == 1
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var left)
        && long.TryParse(bounds[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var right)
            ? left.CompareTo(right)
            : 0;
}
