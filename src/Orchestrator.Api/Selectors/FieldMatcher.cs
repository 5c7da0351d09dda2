using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.Selectors;

/// <summary>A field selector such as <c>spec.nodeName=a,status.phase!=Failed</c>, bound to the kind whose fields it
/// reads. Immutable.</summary>
public sealed class FieldMatcher
{
    private readonly (FieldRequirement Requirement, Func<KubeObject, string> Read)[] _terms;

    private FieldMatcher((FieldRequirement, Func<KubeObject, string>)[] terms) => _terms = terms;

    public static FieldMatcher Everything { get; } = new([]);

    public bool IsEverything => _terms.Length == 0;

    public IEnumerable<FieldRequirement> Requirements => _terms.Select(term => term.Requirement);

    /// <summary>Null and the empty string match everything.</summary>
    /// <exception cref="SelectorException">Malformed, or a field that the kind does not select by.</exception>
    public static FieldMatcher Parse(string? text, KindDefinition kind)
    {
        if (string.IsNullOrEmpty(text))
            return Everything;
        var requirements = FieldSelectorParser.Parse(text);
        return requirements.Count == 0
            ? Everything
            : new([.. requirements.Select(requirement => (requirement, Reader(requirement.Field, kind)))]);
    }

    public bool Matches(KubeObject value)
    {
        foreach (var (requirement, read) in _terms)
        {
            if (string.Equals(read(value), requirement.Value, StringComparison.Ordinal) != requirement.Equal)
                return false;
        }
        return true;
    }

    /// <summary>The one value that a field must have; null where the selector asks for no single one.</summary>
    public string? RequiredValue(string field)
    {
        foreach (var (requirement, _) in _terms)
        {
            if (requirement.Equal && requirement.Field == field)
                return requirement.Value;
        }
        return null;
    }

    public override string ToString() => string.Join(',', Requirements);

    private static Func<KubeObject, string> Reader(string field, KindDefinition kind)
    {
        if (field == "metadata.name")
            return static value => value.Metadata.Name ?? "";
        if (field == "metadata.namespace")
            return static value => value.Metadata.Namespace ?? "";
        if (kind.SelectableFields.TryGetValue(field, out var read))
            return read;
        throw new SelectorException(kind.SelectableFields.IsEmpty
            ? $"\"{field}\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
            : $"field label not supported: {field}");
    }
}
