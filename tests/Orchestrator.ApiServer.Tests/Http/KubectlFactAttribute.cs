namespace Orchestrator.ApiServer.Tests.Http;

/// <summary>A test that needs kubectl on the path.</summary>
public sealed class KubectlFactAttribute : FactAttribute
{
    public KubectlFactAttribute()
    {
        var paths = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
        if (!paths.Any(directory => File.Exists(Path.Combine(directory, "kubectl"))))
            Skip = "kubectl is not installed";
    }
}
