namespace Orchestrator.Scheduler.Framework;

/// <summary>The resources that have a place of their own; every other name is a scalar.</summary>
public static class ResourceNames
{
    public const string Cpu = "cpu";
    public const string Memory = "memory";
    public const string EphemeralStorage = "ephemeral-storage";
    public const string Pods = "pods";
}
