namespace Orchestrator.ApiServer.Tests.Http.Certificates;

/// <summary>Base of tests of certificates in a directory of their own.</summary>
public abstract class CertificateDirectory : IDisposable
{
    protected string Root { get; } = Directory.CreateTempSubdirectory("certificates-").FullName;

    public virtual void Dispose() => Directory.Delete(Root, recursive: true);

    protected string PathOf(string file) => Path.Combine(Root, file);

    /// <summary>Of every file, in order.</summary>
    protected IReadOnlyList<string> Contents() =>
        [.. Directory.GetFiles(Root).Order(StringComparer.Ordinal).Select(file => $"{file}: {File.ReadAllText(file)}")];
}
