using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Apps.V1;

/// <summary>What the API knows of Deployments.</summary>
public sealed class DeploymentKind : KindDefinition<Deployment>
{
    private static readonly ValueList<Subresource> Paths =
    [
        new("status", Deployment.GroupVersionKind, ["get", "patch", "update"]),
        new("scale", Scale.GroupVersionKind, ["get", "patch", "update"]),
    ];

    public override GroupVersionKind Gvk => Deployment.GroupVersionKind;

    public override string Plural => "deployments";

    public override ValueList<string> ShortNames { get; } = ["deploy"];

    public override ValueList<string> Categories { get; } = ["all"];

    public override ValueList<Subresource> Subresources => Paths;

    public override ValueList<PrinterColumn> Columns { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Text<Deployment>(
            "Ready", "Pods that are ready, of those there should be.",
            value => $"{value.Status.ReadyReplicas}/{value.Spec.Replicas ?? 1}"),
        PrinterColumn.Number<Deployment>(
            "Up-to-date", "Pods made from the newest template.", value => value.Status.UpdatedReplicas, "string"),
        PrinterColumn.Number<Deployment>(
            "Available", "Pods that have been ready long enough.", value => value.Status.AvailableReplicas, "string"),
        PrinterColumn.Age,
        TemplateColumns.Containers<Deployment>(value => value.Spec.Template),
        TemplateColumns.Images<Deployment>(value => value.Spec.Template),
        TemplateColumns.Selector<Deployment>(value => value.Spec.Selector, "", "<invalid>"),
    ];

    protected override Deployment Default(Deployment value) => value with
    {
        Spec = value.Spec with
        {
            Replicas = value.Spec.Replicas ?? 1,
            Template = PodDefaults.Template(value.Spec.Template),
            Strategy = Strategy(value.Spec.Strategy),
            RevisionHistoryLimit = value.Spec.RevisionHistoryLimit ?? 10,
            ProgressDeadlineSeconds = value.Spec.ProgressDeadlineSeconds ?? 600,
        },
    };

    protected override Deployment PrepareForCreate(Deployment value) =>
        Generation(WithoutGated(value, null) with { Status = DeploymentStatus.Empty }, null, true);

    // Annotations count: a change of them is to be seen by whoever waits for observedGeneration.
    protected override Deployment PrepareForUpdate(Deployment value, Deployment old)
    {
        value = WithoutGated(value, old) with { Status = old.Status };
        return Generation(
            value, old, value.Spec != old.Spec || value.Metadata.Annotations != old.Metadata.Annotations);
    }

    protected override Deployment PrepareForStatusUpdate(Deployment value, Deployment old) => value with
    {
        Metadata = value.Metadata with { Labels = old.Metadata.Labels },
        Spec = old.Spec,
    };

    protected override void Validate(Deployment value, FieldErrors errors) =>
        DeploymentValidation.Validate(value.Spec, errors);

    protected override void ValidateUpdate(Deployment value, Deployment old, FieldErrors errors) =>
        DeploymentValidation.ValidateUpdate(value.Spec, old.Spec, errors);

    protected override void ValidateStatusUpdate(Deployment value, Deployment old, FieldErrors errors) =>
        DeploymentValidation.ValidateStatus(value.Status, old.Status, errors);

    private static DeploymentStrategy Strategy(DeploymentStrategy strategy)
    {
        var type = string.IsNullOrEmpty(strategy.Type) ? "RollingUpdate" : strategy.Type;
        return new()
        {
            Type = type,
            RollingUpdate = type != "RollingUpdate" ? strategy.RollingUpdate : new RollingUpdateDeployment
            {
                MaxUnavailable = strategy.RollingUpdate?.MaxUnavailable ?? "25%",
                MaxSurge = strategy.RollingUpdate?.MaxSurge ?? "25%",
            },
        };
    }

    private static Deployment WithoutGated(Deployment value, Deployment? old)
    {
        var template = GatedFields.Drop(value.Spec.Template, old?.Spec.Template);
        return ReferenceEquals(template, value.Spec.Template)
            ? value
            : value with { Spec = value.Spec with { Template = template } };
    }
}
