using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Tests.Apps.V1;

public class DeploymentValidationTests
{
    private static readonly Deployment Old = Samples.Created(Samples.Read<Deployment>(Samples.Deployment));

    public static TheoryData<Broken<Deployment>> Rows =>
    [
        Spec("replicas", s => s with { Replicas = -1 },
            "spec.replicas: Invalid value: -1: must be greater than or equal to 0"),
        Spec("no selector", s => s with { Selector = null }, "spec.selector: Required value",
            """spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`"""),
        Spec("selector that is none", s => s with { Selector = new() { MatchExpressions = [new() { Key = "a", Operator = "In" }] }, Template = PodTemplateSpec.Empty },
            "spec.selector.matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
            """spec.selector: Invalid value: {"matchExpressions":[{"key":"a","operator":"In"}]}: invalid label selector"""),
        Spec("min ready seconds", s => s with { MinReadySeconds = -1 },
            "spec.minReadySeconds: Invalid value: -1: must be greater than or equal to 0"),
        Spec("history", s => s with { RevisionHistoryLimit = -1 },
            "spec.revisionHistoryLimit: Invalid value: -1: must be greater than or equal to 0"),
        Spec("deadline of the template", s => s with { Template = s.Template with { Spec = s.Template.Spec with { ActiveDeadlineSeconds = 5 } } },
            "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported"),
        Spec("empty selector", s => s with { Selector = new LabelSelector() },
            "spec.selector: Invalid value: {}: empty selector is invalid for deployment"),
        Spec("selector of other labels", s => s with { Selector = new() { MatchLabels = ValueMap.Of(("app", "x")) } },
            """spec.template.metadata.labels: Invalid value: {"app":"web"}: `selector` does not match template `labels`"""),
        Spec("strategy", s => s with { Strategy = new() { Type = "Slow" } },
            """spec.strategy: Unsupported value: {"type":"Slow"}: supported values: "Recreate", "RollingUpdate" """),
        Spec("recreate with rolling update", s => s with { Strategy = new() { Type = "Recreate", RollingUpdate = new() } },
            "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"),
        Spec("no step", s => s with { Strategy = new() { RollingUpdate = new() { MaxSurge = 0, MaxUnavailable = "0%" } } },
            "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"0%\": may not be 0 when `maxSurge` is 0"),
        Spec("no percentage", s => s with { Strategy = new() { RollingUpdate = new() { MaxSurge = "some" } } },
            "spec.strategy.rollingUpdate.maxSurge: Invalid value: \"some\": a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')"),
        Spec("more than all", s => s with { Strategy = new() { RollingUpdate = new() { MaxUnavailable = "101%" } } },
            "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"101%\": must not be greater than 100%"),
        Spec("deadline", s => s with { MinReadySeconds = 600 },
            "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds"),
        Spec("restart policy", s => s with { Template = s.Template with { Spec = s.Template.Spec with { RestartPolicy = "Never" } } },
            """spec.template.spec.restartPolicy: Unsupported value: "Never": supported values: "Always" """),
        Spec("template", s => s with { Template = s.Template with { Spec = s.Template.Spec with { Containers = [] } } },
            "spec.template.spec.containers: Required value"),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Create_OneRuleBroken_SaysWhichAndHow(Broken<Deployment> row)
    {
        var errors = Samples.Errors(row.Break(Samples.Read<Deployment>(Samples.Deployment)));
        Assert.Equal(row.Errors.Select(text => text.TrimEnd()), errors);
    }

    [Fact]
    public void Update_Selector_IsImmutable()
    {
        var labels = ValueMap.Of(("app", "web"), ("v", "2"));
        var changed = Old with
        {
            Spec = Old.Spec with
            {
                Selector = new LabelSelector { MatchLabels = labels },
                Template = Old.Spec.Template with { ObjectMeta = new ObjectMeta { Labels = labels } },
            },
        };
        Assert.Equal(
            ["spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"web\",\"v\":\"2\"}}: field is immutable"],
            Samples.UpdateErrors(changed, Old));
    }

    [Fact]
    public void Update_SpecOrAnnotations_RaiseTheGeneration()
    {
        Assert.Equal(1, Update(Old).Metadata.Generation);
        Assert.Equal(2, Update(Old with { Spec = Old.Spec with { Replicas = 3 } }).Metadata.Generation);
        var annotated = Old.Metadata with { Annotations = ValueMap.Of(("a", "b")) };
        Assert.Equal(2, Update(Old with { Metadata = annotated }).Metadata.Generation);
        var labelled = Old.Metadata with { Labels = ValueMap.Of(("a", "b")) };
        Assert.Equal(1, Update(Old with { Metadata = labelled }).Metadata.Generation);
    }

    [Fact]
    public void Create_Status_IsDropped()
    {
        var deployment = Samples.Read<Deployment>(Samples.Deployment);
        Assert.Equal(
            DeploymentStatus.Empty,
            Samples.Created(deployment with { Status = new DeploymentStatus { Replicas = 5 } }).Status);
    }

    [Fact]
    public void Status_MoreReadyThanThereAre_IsRefused() => Assert.Equal(
        ["status.readyReplicas: Invalid value: 2: cannot be greater than status.replicas"],
        Samples.StatusErrors(Old with { Status = new DeploymentStatus { Replicas = 1, ReadyReplicas = 2 } }, Old));

    [Fact]
    public void Status_Spec_IsKept()
    {
        var stored = (Deployment)Samples.Kind("deployments").PrepareForStatusUpdate(
            Old with { Spec = DeploymentSpec.Empty, Status = new DeploymentStatus { Replicas = 1 } }, Old);
        Assert.Equal((Old.Spec, 1, 1L), (stored.Spec, stored.Status.Replicas, stored.Metadata.Generation));
    }

    [Fact]
    public void ReplicaSet_SelectorOfOtherLabels_IsRefused()
    {
        var set = Samples.Read<ReplicaSet>(Samples.All["replicasets"]);
        set = set with
        {
            Spec = set.Spec with { Selector = new LabelSelector { MatchLabels = ValueMap.Of(("app", "x")) } },
        };
        Assert.Equal(
            ["spec.template.metadata.labels: Invalid value: {\"app\":\"web\"}: `selector` does not match template `labels`"],
            Samples.Errors(set));
    }

    private static Deployment Update(Deployment deployment) =>
        (Deployment)Samples.Kind("deployments").PrepareForUpdate(deployment, Old);

    private static Broken<Deployment> Spec(
        string name, Func<DeploymentSpec, DeploymentSpec> change, params string[] errors) =>
        new(name, deployment => deployment with { Spec = change(deployment.Spec) }, errors);
}
