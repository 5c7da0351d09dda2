namespace Orchestrator.Api.Core.V1;

/// <summary>Waits.</summary>
[ApiType("io.k8s.api.core.v1.SleepAction")]
public sealed partial record SleepAction
{
    /// <summary>How many seconds.</summary>
    [Field("seconds", 1, Always = true, Required = true)]
    public long Seconds { get; init; }
}
