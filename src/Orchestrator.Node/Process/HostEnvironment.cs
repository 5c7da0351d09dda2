namespace Orchestrator.Node.Process;

/// <summary>The environment of a program: what its Pod says, the mark, and the few host variables a program cannot do
/// without.</summary>
internal static class HostEnvironment
{
    // DOTNET_ROOT: a .NET program started by its launcher finds its runtime by it where that is not installed
    // system-wide.
    private static readonly string[] Inherited = ["HOME", "LANG", "TMPDIR", "DOTNET_ROOT"];

    /// <summary>Entries <c>NAME=value</c>, in name order.</summary>
    public static IReadOnlyList<string> Build(
        string containerId, Sandbox sandbox, ContainerConfig config, string messageFile, ValueList<string> extraPath)
    {
        var variables = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in Inherited)
        {
            if (Environment.GetEnvironmentVariable(name) is { } value)
                variables[name] = value;
        }
        var path = Environment.GetEnvironmentVariable("PATH")
            ?? "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        variables["PATH"] = string.Join(':', (string[])[path, .. extraPath]);
        variables["HOSTNAME"] = sandbox.Name;
        variables["ORCHESTRATOR_TERMINATION_MESSAGE"] = messageFile;
        foreach (var (name, value) in config.Env)
            variables[name] = value;
        variables[MarkedProcesses.Variable] = containerId;
        return [.. variables.Select(variable => $"{variable.Key}={variable.Value}")];
    }

    /// <summary>The path of a program, looked for as a shell would, in the program's own PATH; null when there is
    /// none.</summary>
    public static string? FindProgram(string name, IReadOnlyList<string> env, string workingDir)
    {
        if (name.Contains('/'))
        {
            var path = Path.GetFullPath(name, workingDir);
            return File.Exists(path) ? path : null;
        }
        var search = env.First(entry => entry.StartsWith("PATH=", StringComparison.Ordinal))["PATH=".Length..];
        foreach (var directory in search.Split(':', StringSplitOptions.RemoveEmptyEntries))
        {
            var candidate = Path.Combine(Path.GetFullPath(directory, workingDir), name);
            if (File.Exists(candidate) && IsExecutable(candidate))
                return candidate;
        }
        return null;
    }

    private static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows()
        || (File.GetUnixFileMode(path)
            & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
