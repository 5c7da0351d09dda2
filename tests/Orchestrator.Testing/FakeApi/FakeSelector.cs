using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Testing;

/// <summary>Namespace, label and field selectors in one test. Equality, inequality and existence.</summary>
internal sealed class FakeSelector
{
    private readonly string? _namespace;
    private readonly List<Func<KubeObject, bool>> _rules = [];

    private FakeSelector(string? ns) => _namespace = ns;

    public static FakeSelector All { get; } = new(null);

    public static FakeSelector Of(KindDefinition kind, string? ns, string? labels, string? fields)
    {
        var selector = new FakeSelector(ns);
        foreach (var rule in Split(labels))
            selector._rules.Add(LabelRule(rule));
        foreach (var rule in Split(fields))
            selector._rules.Add(FieldRule(kind, rule));
        return selector;
    }

    public bool Matches(KubeObject value) =>
        (_namespace is null || value.Key.Namespace == _namespace) && _rules.TrueForAll(rule => rule(value));

    private static string[] Split(string? text) =>
        (text ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static Func<KubeObject, bool> LabelRule(string rule)
    {
        if (rule.Split("!=") is [var notKey, var notValue])
            return value => value.Metadata.Labels[notKey] != notValue;
        if (rule.Replace("==", "=").Split('=') is [var key, var wanted])
            return value => value.Metadata.Labels[key] == wanted;
        return rule.StartsWith('!')
            ? value => !value.Metadata.Labels.ContainsKey(rule[1..])
            : value => value.Metadata.Labels.ContainsKey(rule);
    }

    private static Func<KubeObject, bool> FieldRule(KindDefinition kind, string rule)
    {
        if (rule.Split("!=") is [var notField, var notValue])
            return value => Field(kind, value, notField) != notValue;
        return rule.Replace("==", "=").Split('=') is [var field, var wanted]
            ? value => Field(kind, value, field) == wanted
            : throw new FormatException($"invalid field selector: {rule}");
    }

    private static string Field(KindDefinition kind, KubeObject value, string field) => field switch
    {
        "metadata.name" => value.Key.Name,
        "metadata.namespace" => value.Key.Namespace,
        "spec.nodeName" when value is Pod pod => pod.Spec.NodeName ?? "",
        "status.phase" when value is Pod pod => pod.Status.Phase ?? "",
        _ when kind.SelectableFields.TryGetValue(field, out var read) => read(value),
        _ => throw new FormatException($"field label not supported: {field}"),
    };
}
