namespace Orchestrator.Api.Tests.Json;

/// <summary>Kubernetes' own sample objects, every field filled; they lie beside the repository, where they are at
/// hand.</summary>
internal static class KubernetesObjects
{
    public static string? Folder { get; } = Find();

    public static byte[] Read(string file) => File.ReadAllBytes(Path.Combine(Folder!, file));

    private static string? Find()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var folder = Path.Combine(at.FullName, "shared", "kubernetes-1.32", "objects");
            if (Directory.Exists(folder))
                return folder;
        }
        return null;
    }
}
