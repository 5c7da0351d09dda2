using System.Text.Json;

namespace Orchestrator.Load;

/// <summary>What one scenario measured. Rates are per second, times in milliseconds.</summary>
public sealed record LoadResult
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public required string Scenario { get; init; }

    public int Clients { get; init; }

    public int Count { get; init; }

    public int Errors { get; init; }

    public double Seconds { get; init; }

    public double Rate { get; init; }

    public double P50 { get; init; }

    public double P99 { get; init; }

    /// <summary>What only this scenario measures, by name.</summary>
    public SortedDictionary<string, double> More { get; init; } = new(StringComparer.Ordinal);

    /// <summary>The first refusal or failure, as the server or the connection gave it.</summary>
    public string? FirstError { get; init; }

    /// <summary>Notes the server's processor time for each of <see cref="Count"/>, <c>processorMs</c>.</summary>
    /// <param name="before">What it had used when the scenario began; null where nobody can tell.</param>
    public LoadResult WithProcessor(LoadOptions options, TimeSpan? before)
    {
        if (options.ProcessorTime?.Invoke() - before is { } used && Count > 0)
            More["processorMs"] = used.TotalMilliseconds / Count;
        return this;
    }

    public string ToJson() => JsonSerializer.Serialize(this, Web);
}
