namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.ServiceAccount")]
[Kind("v1", "ServiceAccount")]
public sealed partial record ServiceAccount : KubeObject
{
    [Field("secrets", 2, PatchStrategy = "merge", PatchMergeKey = "name", ListType = "map", ListMapKeys = ["name"])]
    public ValueList<ObjectReference> Secrets { get; init; }

    [Field("imagePullSecrets", 3, ListType = "atomic")]
    public ValueList<LocalObjectReference> ImagePullSecrets { get; init; }

    [Field("automountServiceAccountToken", 4)]
    public bool? AutomountServiceAccountToken { get; init; }
}
