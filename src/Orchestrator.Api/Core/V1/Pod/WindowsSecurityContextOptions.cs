namespace Orchestrator.Api.Core.V1;

/// <summary>Settings for containers on Windows.</summary>
[ApiType("io.k8s.api.core.v1.WindowsSecurityContextOptions")]
public sealed partial record WindowsSecurityContextOptions
{
    /// <summary>The name of the managed account's credential spec.</summary>
    [Field("gmsaCredentialSpecName", 1, Pointer = true)]
    public string? GMSACredentialSpecName { get; init; }

    /// <summary>The credential spec itself.</summary>
    [Field("gmsaCredentialSpec", 2, Pointer = true)]
    public string? GMSACredentialSpec { get; init; }

    /// <summary>The user the program runs as.</summary>
    [Field("runAsUserName", 3, Pointer = true)]
    public string? RunAsUserName { get; init; }

    /// <summary>Whether it runs on the host itself.</summary>
    [Field("hostProcess", 4)]
    public bool? HostProcess { get; init; }
}
