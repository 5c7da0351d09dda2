namespace Orchestrator.Api.Core.V1;

/// <summary>The ids of a process on Linux.</summary>
[ApiType("io.k8s.api.core.v1.LinuxContainerUser")]
public sealed partial record LinuxContainerUser
{
    /// <summary>The user's id.</summary>
    [Field("uid", 1, Always = true, Required = true)]
    public long Uid { get; init; }

    /// <summary>The group's id.</summary>
    [Field("gid", 2, Always = true, Required = true)]
    public long Gid { get; init; }

    /// <summary>Ids of further groups.</summary>
    [Field("supplementalGroups", 3, ListType = "atomic")]
    public ValueList<long> SupplementalGroups { get; init; }
}
