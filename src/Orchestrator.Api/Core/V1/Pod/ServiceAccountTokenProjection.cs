namespace Orchestrator.Api.Core.V1;

/// <summary>A file with a token of the Pod's service account.</summary>
[ApiType("io.k8s.api.core.v1.ServiceAccountTokenProjection")]
public sealed partial record ServiceAccountTokenProjection
{
    /// <summary>Whom the token is for; the API server where empty.</summary>
    [Field("audience", 1)]
    public string? Audience { get; init; }

    /// <summary>Seconds it is valid, at least 600; 3600 by default. It is renewed in time.</summary>
    [Field("expirationSeconds", 2)]
    public long? ExpirationSeconds { get; init; }

    /// <summary>Where in the volume the file is written.</summary>
    [Field("path", 3, Required = true)]
    public string Path { get; init; } = "";
}
