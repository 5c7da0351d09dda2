namespace Orchestrator.ApiServer.Http;

/// <summary>The Kubernetes version whose behaviour is served.</summary>
public static class KubernetesVersion
{
    public const string Text = "v1.32.0";
}
