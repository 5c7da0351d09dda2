namespace Orchestrator.Node.Runtime;

/// <summary>One attempt of one container, ready to run: everything expanded, nothing left to look up.</summary>
public sealed record ContainerConfig
{
    public required string Name { get; init; }

    /// <summary>0 for the first run, then one more each time; the container's restart count.</summary>
    public int Attempt { get; init; }

    public string Image { get; init; } = "";

    /// <summary>command and args, joined.</summary>
    public ValueList<string> Argv { get; init; }

    /// <summary>Name and value, in order; of two with one name the later counts.</summary>
    public ValueList<KeyValuePair<string, string>> Env { get; init; }

    /// <summary>A failed program that left no termination message is told by the end of its log.</summary>
    public bool MessageFromLog { get; init; }

    /// <summary>Null: a scratch directory of the container.</summary>
    public string? WorkingDir { get; init; }
}
