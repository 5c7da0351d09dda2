using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>What the generator adds to every [ApiType] record.</summary>
public interface IApiType<TSelf>
    where TSelf : IApiType<TSelf>
{
    void WriteJson(Utf8JsonWriter writer);
}
