namespace Orchestrator.Api.Core.V1;

/// <summary>Runs a command inside the container; exit code 0 is success.</summary>
[ApiType("io.k8s.api.core.v1.ExecAction")]
public sealed partial record ExecAction
{
    /// <summary>The program and its arguments; no shell takes part.</summary>
    [Field("command", 1, ListType = "atomic")]
    public ValueList<string> Command { get; init; }
}
