using Orchestrator.Api;
using Orchestrator.Api.Json;

namespace Orchestrator.Store;

/// <summary>How objects become the bytes that the store keeps, and back.</summary>
public interface IObjectCodec
{
    /// <summary>The canonical JSON of an object that has no resourceVersion.</summary>
    CanonicalJson Encode(KubeObject value);

    /// <summary>Reads what <see cref="Encode"/> wrote, its resourceVersion filled in.</summary>
    /// <exception cref="FormatException">Not the JSON of an object of the key's kind.</exception>
    KubeObject Decode(string key, ReadOnlySpan<byte> json);
}
