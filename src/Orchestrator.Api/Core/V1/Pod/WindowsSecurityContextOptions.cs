namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.WindowsSecurityContextOptions")]
public sealed partial record WindowsSecurityContextOptions
{
    [Field("gmsaCredentialSpecName", 1, Pointer = true)]
    public string? GMSACredentialSpecName { get; init; }

    [Field("gmsaCredentialSpec", 2, Pointer = true)]
    public string? GMSACredentialSpec { get; init; }

    [Field("runAsUserName", 3, Pointer = true)]
    public string? RunAsUserName { get; init; }

    [Field("hostProcess", 4)]
    public bool? HostProcess { get; init; }
}
