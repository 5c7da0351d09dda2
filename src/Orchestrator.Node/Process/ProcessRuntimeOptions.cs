namespace Orchestrator.Node.Process;

/// <summary>Where and how a node's processes are kept.</summary>
public sealed record ProcessRuntimeOptions
{
    /// <summary>A directory of this node alone; one subdirectory per Pod, <c>NAMESPACE_NAME_UID</c>.</summary>
    public required string PodsDirectory { get; init; }

    /// <summary>The range Pod addresses come from; programs bind them, so they lie in 127.0.0.0/8.</summary>
    public string PodCidr { get; init; } = PodAddresses.LoopbackRange(0);

    /// <summary>How much of one container attempt's output is kept, in bytes; the oldest lines go first.</summary>
    public long LogBytesMax { get; init; } = 50L * 1024 * 1024;

    /// <summary>Directories appended to the PATH a container inherits, such as the one of this program.</summary>
    public ValueList<string> ExtraPath { get; init; }

    /// <summary>How long to wait for starts that a killed runtime left half done: they end by themselves.</summary>
    internal TimeSpan TakeoverMax { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Called at each step of a container's start: tests stop here, to be killed.</summary>
    internal Action<StartStep> OnStep { get; init; } = static _ => { };
}
