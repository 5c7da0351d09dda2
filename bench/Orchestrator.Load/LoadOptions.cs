using Orchestrator.Load.Http;

namespace Orchestrator.Load;

/// <summary>What every scenario is told.</summary>
public sealed record LoadOptions
{
    public required ServerAddress Server { get; init; }

    public int Clients { get; init; } = 16;

    public int Count { get; init; } = 5000;

    /// <summary>Bytes of filler in each object.</summary>
    public int Size { get; init; } = 1024;

    /// <summary>Connections the clients share; 0 is one for each four clients.</summary>
    public int Connections { get; init; }

    /// <summary>Gives the processor time that the server has used so far; null where nobody can tell.</summary>
    public Func<TimeSpan>? ProcessorTime { get; init; }

    public TimeSpan Limit { get; init; } = TimeSpan.FromMinutes(2);

    public string Namespace { get; init; } = $"load-{Environment.ProcessId}";

    public ConnectionPool Open() => new(Server, Connections > 0 ? Connections : Math.Clamp(Clients / 4, 1, 16));
}
