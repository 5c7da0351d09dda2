namespace Orchestrator.Client.Http.Kubeconfigs;

/// <summary>An entry of <c>users</c>; files are absolute paths, data is PEM and goes before the file.</summary>
public sealed record KubeconfigUser(string Name)
{
    public string? CertificateFile { get; init; }

    public byte[]? CertificateData { get; init; }

    public string? KeyFile { get; init; }

    public byte[]? KeyData { get; init; }

    public string? Token { get; init; }

    /// <summary>Goes before <see cref="Token"/>.</summary>
    public string? TokenFile { get; init; }

    /// <summary>What stands in the entry and is not supported, such as <c>exec</c>; refused when the user is
    /// used.</summary>
    public IReadOnlyList<string> Unsupported { get; init; } = [];

    // Secrets must not reach a log by way of a record's text.
    public override string ToString() => $"user {Name}";
}
