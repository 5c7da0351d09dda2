using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Client.Http;

/// <summary>One request, as often as it must be sent.</summary>
/// <param name="Path">With its query, below the server's address.</param>
internal sealed record ApiCall(HttpMethod Method, string Path)
{
    public const string Json = "application/json";

    public string Accept { get; init; } = Json;

    public ReadOnlyMemory<byte>? Body { get; init; }

    public string ContentType { get; init; } = Json;

    /// <summary>The token of the leader who writes, as <see cref="LeaderTokenHeader"/> spells it.</summary>
    public string? Leader { get; init; }

    /// <summary>What an answer without a Status is about.</summary>
    public KindDefinition? Kind { get; init; }

    public string Name { get; init; } = "";

    public bool IsRead => Method == HttpMethod.Get;

    public override string ToString() => $"{Method} {Path}";

    /// <summary>The outcome where the server gave only a code.</summary>
    public StatusException Refusal(int code, string body, int retryAfterSeconds) => Statuses.FromResponse(
        code, Method.Method, Kind?.Gvk.Group ?? "", Kind?.Plural ?? "", Name, body, retryAfterSeconds);
}
