namespace Orchestrator.Api.Tests.Json;

/// <summary>A theory that needs Kubernetes' sample objects; skipped where they are not.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class KubernetesObjectsTheoryAttribute : TheoryAttribute
{
    public KubernetesObjectsTheoryAttribute()
    {
        if (KubernetesObjects.Folder is null)
            Skip = "shared/kubernetes-1.32/objects is not beside the repository";
    }
}
