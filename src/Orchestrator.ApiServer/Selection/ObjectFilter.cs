using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Selectors;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Selection;

/// <summary>The label and field selectors of a list or watch, bound to a kind. Immutable.</summary>
internal sealed class ObjectFilter
{
    private const string NameField = "metadata.name";
    private const string NamespaceField = "metadata.namespace";

    private readonly LabelMatcher _labels;
    private readonly FieldMatcher _fields;

    private ObjectFilter(LabelMatcher labels, FieldMatcher fields)
    {
        _labels = labels;
        _fields = fields;
        IsEverything = labels.IsEverything && fields.IsEverything;
    }

    public static ObjectFilter Everything { get; } = new(LabelMatcher.Everything, FieldMatcher.Everything);

    public bool IsEverything { get; }

    /// <exception cref="StatusException">400: a selector is malformed, or names a field the kind does not select
    /// by.</exception>
    public static ObjectFilter For(KindDefinition kind, string? labelSelector, string? fieldSelector)
    {
        if (string.IsNullOrEmpty(labelSelector) && string.IsNullOrEmpty(fieldSelector))
            return Everything;
        try
        {
            return new(LabelMatcher.Parse(labelSelector), FieldMatcher.Parse(fieldSelector, kind));
        }
        catch (SelectorException wrong)
        {
            throw Statuses.BadRequest(wrong.Message);
        }
    }

    public bool Matches(StoreEntry entry) => IsEverything || Matches(entry.Value.Object);

    public bool Matches(KubeObject value) =>
        IsEverything || (_labels.Matches(value.Metadata.Labels) && _fields.Matches(value));

    /// <summary>The value a selected object must have in a field; null where the selectors do not say.</summary>
    public string? RequiredField(string field) => IsEverything ? null : _fields.RequiredValue(field);

    /// <summary>The narrowest part of the store's keys that holds every selected object.</summary>
    public string Prefix(KindDefinition kind, string ns)
    {
        var prefix = kind.StoragePrefix;
        if (kind.Namespaced)
        {
            ns = ns.Length > 0 ? ns : RequiredField(NamespaceField) ?? "";
            if (ns.Length == 0)
                return prefix;
            prefix = $"{prefix}{ns}/";
        }
        return prefix + RequiredField(NameField);
    }
}
