using Orchestrator.Api.Kinds;
using Orchestrator.Api.Policy.V1;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Pods.</summary>
public sealed class PodKind : KindDefinition<Pod>
{
    private const long GracePeriodSeconds = 30;

    private static readonly ValueList<Subresource> Paths =
    [
        new("status", Pod.GroupVersionKind, ["get", "patch", "update"]),
        new("binding", Binding.GroupVersionKind, ["create"]),
        new("eviction", Eviction.GroupVersionKind, ["create"]),
        new("log", Pod.GroupVersionKind, ["get"]),
    ];

    private static readonly ValueMap<Func<KubeObject, string>> Fields = ValueMap.Of<Func<KubeObject, string>>(
        ("spec.hostNetwork", v => ((Pod)v).Spec.HostNetwork ? "true" : "false"),
        ("spec.nodeName", v => ((Pod)v).Spec.NodeName ?? ""),
        ("spec.restartPolicy", v => ((Pod)v).Spec.RestartPolicy ?? ""),
        ("spec.schedulerName", v => ((Pod)v).Spec.SchedulerName ?? ""),
        ("spec.serviceAccountName", v => ((Pod)v).Spec.ServiceAccountName ?? ""),
        ("status.nominatedNodeName", v => ((Pod)v).Status.NominatedNodeName ?? ""),
        ("status.phase", v => ((Pod)v).Status.Phase ?? ""),
        ("status.podIP", v => ((Pod)v).Status.PodIP ?? ""),
        ("status.podIPs", v => string.Join(',', ((Pod)v).Status.PodIPs.Select(ip => ip.IP))));

    public override GroupVersionKind Gvk => Pod.GroupVersionKind;

    public override string Plural => "pods";

    public override ValueList<string> ShortNames { get; } = ["po"];

    public override ValueList<string> Categories { get; } = ["all"];

    public override ValueList<Subresource> Subresources => Paths;

    public override ValueList<PrinterColumn> Columns => PodColumns.All;

    public override ValueMap<Func<KubeObject, string>> SelectableFields => Fields;

    public override TableRowCondition? RowCondition(KubeObject value) => ((Pod)value).Status.Phase switch
    {
        "Succeeded" => TableRowCondition.Completed("Succeeded", "The pod has completed successfully."),
        "Failed" => TableRowCondition.Completed("Failed", "The pod failed."),
        _ => null,
    };

    public override long? DefaultGracePeriodSeconds(KubeObject value)
    {
        var pod = (Pod)value;
        // Nothing runs yet, or no more: there is nothing to wait for.
        if (string.IsNullOrEmpty(pod.Spec.NodeName) || pod.Status.Phase is "Succeeded" or "Failed")
            return 0;
        return pod.Spec.TerminationGracePeriodSeconds ?? GracePeriodSeconds;
    }

    protected override Pod Default(Pod value) => PodDefaults.Pod(value);

    protected override Pod PrepareForCreate(Pod value) => PodStrategy.ForCreate(value);

    protected override Pod PrepareForUpdate(Pod value, Pod old) => PodStrategy.ForUpdate(value, old);

    protected override Pod PrepareForStatusUpdate(Pod value, Pod old) => PodStrategy.ForStatusUpdate(value, old);

    protected override void Validate(Pod value, FieldErrors errors) => PodValidation.ValidateCreate(value, errors);

    protected override void ValidateUpdate(Pod value, Pod old, FieldErrors errors) =>
        PodUpdateValidation.Validate(value, old, errors);

    protected override void ValidateStatusUpdate(Pod value, Pod old, FieldErrors errors) =>
        PodStatusValidation.Validate(value, old, errors);
}
