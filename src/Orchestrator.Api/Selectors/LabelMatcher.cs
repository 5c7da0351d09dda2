namespace Orchestrator.Api.Selectors;

/// <summary>A label selector ready to match: what Kubernetes calls <c>labels.Selector</c>. Immutable.</summary>
/// <remarks>Made from the string form, <c>app=web,tier in (a,b),!old</c>, or from the object form in a spec.</remarks>
public sealed class LabelMatcher
{
    private readonly LabelRequirement[]? _requirements; // null: nothing matches

    private LabelMatcher(LabelRequirement[]? requirements) => _requirements = requirements;

    public static LabelMatcher Everything { get; } = new([]);

    public static LabelMatcher Nothing { get; } = new(null);

    /// <summary>No labels are asked for: everything matches.</summary>
    public bool IsEverything => _requirements is { Length: 0 };

    public bool IsNothing => _requirements is null;

    /// <summary>Sorted by key.</summary>
    public IReadOnlyList<LabelRequirement> Requirements => _requirements ?? [];

    /// <summary>The string form; null and the empty string match everything.</summary>
    /// <exception cref="SelectorException">The message is Kubernetes'.</exception>
    public static LabelMatcher Parse(string? text) =>
        string.IsNullOrEmpty(text) ? Everything : From(new LabelSelectorParser(text).Parse());

    /// <summary>The object form: null matches nothing, an empty one everything.</summary>
    /// <exception cref="SelectorException">An unknown operator, or a wrong key or value.</exception>
    public static LabelMatcher Of(LabelSelector? selector)
    {
        if (selector is null)
            return Nothing;
        var requirements = new List<LabelRequirement>();
        foreach (var (key, value) in selector.MatchLabels)
            requirements.Add(LabelRequirement.Of(key, LabelOperator.Equal, [value]));
        foreach (var expression in selector.MatchExpressions)
            requirements.Add(LabelRequirement.Of(expression.Key, Operator(expression.Operator), expression.Values));
        return From(requirements);
    }

    /// <summary>Exactly these labels, unchecked; none match everything.</summary>
    public static LabelMatcher OfLabels(ValueMap<string> labels)
    {
        var requirements = new List<LabelRequirement>(labels.Count);
        foreach (var (key, value) in labels)
            requirements.Add(LabelRequirement.Trusted(key, value));
        return From(requirements);
    }

    public static LabelMatcher Of(IEnumerable<LabelRequirement> requirements) => From(requirements);

    public bool Matches(ValueMap<string> labels)
    {
        if (_requirements is null)
            return false;
        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(labels))
                return false;
        }
        return true;
    }

    /// <summary>The one value that a label must have; null where the selector asks for no single one.</summary>
    public string? RequiredValue(string key)
    {
        foreach (var requirement in Requirements)
        {
            if (requirement.Key == key)
                return requirement is { Operator: LabelOperator.Equal or LabelOperator.In, Values.Count: 1 }
                    ? requirement.Values[0] : null;
        }
        return null;
    }

    /// <summary>The canonical string form, sorted by key.</summary>
    public override string ToString() => string.Join<LabelRequirement>(',', Requirements);

    private static LabelMatcher From(IEnumerable<LabelRequirement> requirements)
    {
        var sorted = requirements.OrderBy(requirement => requirement.Key, StringComparer.Ordinal).ToArray();
        return sorted.Length == 0 ? Everything : new(sorted);
    }

    private static LabelOperator Operator(string name) => name switch
    {
        "In" => LabelOperator.In,
        "NotIn" => LabelOperator.NotIn,
        "Exists" => LabelOperator.Exists,
        "DoesNotExist" => LabelOperator.DoesNotExist,
        _ => throw new SelectorException($"\"{name}\" is not a valid label selector operator"),
    };
}
