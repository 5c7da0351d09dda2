using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Selectors;

namespace Orchestrator.Testing;

/// <summary>Namespace, label and field selectors in one test.</summary>
internal sealed class FakeSelector(string? ns, LabelMatcher labels, FieldMatcher fields)
{
    public static FakeSelector All { get; } = new(null, LabelMatcher.Everything, FieldMatcher.Everything);

    public static FakeSelector Of(KindDefinition kind, string? ns, string? labels, string? fields) =>
        new(ns, LabelMatcher.Parse(labels), FieldMatcher.Parse(fields, kind));

    public bool Matches(KubeObject value) =>
        (ns is null || value.Key.Namespace == ns) && labels.Matches(value.Metadata.Labels) && fields.Matches(value);
}
