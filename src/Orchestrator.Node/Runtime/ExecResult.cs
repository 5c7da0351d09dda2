namespace Orchestrator.Node.Runtime;

/// <summary>How a command beside a container ended.</summary>
/// <param name="Output">Standard output and error together, at most 10 KiB.</param>
public sealed record ExecResult(int ExitCode, string Output);
