namespace Orchestrator.Node.Process.Native;

/// <summary>A program to start as the leader of a session of its own.</summary>
/// <param name="Executable">A path, absolute or relative to <paramref name="WorkingDir"/>.</param>
/// <param name="Argv">The arguments, the program's name first.</param>
/// <param name="Env">Entries of the form <c>NAME=value</c>.</param>
/// <param name="OutputFile">Where standard output and error are appended; made when missing.</param>
/// <param name="BegunFile">Made by the child itself just before it executes the program; null: no such file.</param>
internal sealed record SpawnRequest(
    string Executable, IReadOnlyList<string> Argv, IReadOnlyList<string> Env, string WorkingDir, string OutputFile,
    string? BegunFile = null);
