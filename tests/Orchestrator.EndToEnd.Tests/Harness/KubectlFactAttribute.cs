namespace Orchestrator.EndToEnd.Tests.Harness;

/// <summary>A test that needs the real kubectl; skipped, with the reason printed, where it is not installed.</summary>
public sealed class KubectlFactAttribute : FactAttribute
{
    public KubectlFactAttribute()
    {
        if (Kubectl.Installed is null)
            Skip = "kubectl is not installed";
    }
}
