using System.Text.Json.Serialization;

namespace Orchestrator.Node.Process;

/// <summary>What is written down about one container attempt, so that another process can take it over.</summary>
internal sealed record ContainerRecord
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public int Attempt { get; init; }

    public string Image { get; init; } = "";

    public string[] Argv { get; init; } = [];

    public string WorkingDir { get; init; } = "/";

    public bool MessageFromLog { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Set before the program is started: from then on one may run, whatever else is known.</summary>
    public bool Starting { get; init; }

    /// <summary>The boot in which <see cref="Starting"/> was noted.</summary>
    public string? StartingBootId { get; init; }

    public ProcessIdentity? Process { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? FinishedAt { get; init; }

    public int ExitCode { get; init; }

    public string? Reason { get; init; }

    public string? Message { get; init; }
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(ContainerRecord))]
[JsonSerializable(typeof(Sandbox))]
internal sealed partial class RecordJson : JsonSerializerContext;
