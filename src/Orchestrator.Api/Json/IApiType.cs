using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>What the generator adds to every [ApiType] record, besides a static <c>Empty</c>.</summary>
public interface IApiType<TSelf>
    where TSelf : IApiType<TSelf>
{
    /// <summary>The type as patches and OpenAPI see it. Built when first asked for.</summary>
    static abstract TypeSchema Schema { get; }

    /// <summary>Reads the value the input stands on; null reads as the empty value.</summary>
    static abstract TSelf ReadJson(ref JsonInput input);

    void WriteJson(Utf8JsonWriter writer);
}
