using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Events.</summary>
public sealed class EventKind : KindDefinition<Event>
{
    private static readonly ValueMap<Func<KubeObject, string>> Fields = ValueMap.Of<Func<KubeObject, string>>(
        ("involvedObject.apiVersion", v => ((Event)v).InvolvedObject.ApiVersion ?? ""),
        ("involvedObject.fieldPath", v => ((Event)v).InvolvedObject.FieldPath ?? ""),
        ("involvedObject.kind", v => ((Event)v).InvolvedObject.Kind ?? ""),
        ("involvedObject.name", v => ((Event)v).InvolvedObject.Name ?? ""),
        ("involvedObject.namespace", v => ((Event)v).InvolvedObject.Namespace ?? ""),
        ("involvedObject.resourceVersion", v => ((Event)v).InvolvedObject.ResourceVersion ?? ""),
        ("involvedObject.uid", v => ((Event)v).InvolvedObject.Uid ?? ""),
        ("reason", v => ((Event)v).Reason ?? ""),
        ("reportingComponent", v => ((Event)v).ReportingController),
        ("source", v => Source((Event)v)),
        ("type", v => ((Event)v).Type ?? ""));

    public override GroupVersionKind Gvk => Event.GroupVersionKind;

    public override string Plural => "events";

    public override ValueList<string> ShortNames { get; } = ["ev"];

    public override bool AllowsCreateOnUpdate => true;

    public override ValueList<PrinterColumn> Columns => EventColumns.All;

    public override ValueMap<Func<KubeObject, string>> SelectableFields => Fields;

    // Their names are made up from others' and were never checked any further.
    protected override ValueList<string> NameFormat(string name) => Names.PathSegment(name);

    protected override void Validate(Event value, FieldErrors errors) => EventValidation.Validate(value, errors);

    private static string Source(Event e) =>
        string.IsNullOrEmpty(e.Source.Component) ? e.ReportingController : e.Source.Component;
}
