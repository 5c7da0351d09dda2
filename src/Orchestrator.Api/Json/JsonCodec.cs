namespace Orchestrator.Api.Json;

/// <summary>Objects to canonical UTF-8 JSON and back.</summary>
public static class JsonCodec
{
    /// <summary>Reads one object. Unknown and duplicate fields are dropped, and reported to <paramref name="strict"/> where given.</summary>
    /// <exception cref="FormatException">Not JSON, or a value of the wrong type.</exception>
    public static T Read<T>(ReadOnlySpan<byte> utf8, StrictErrors? strict = null)
        where T : IApiType<T> => throw new NotImplementedException();

    /// <summary>The canonical bytes: fields in Kubernetes' order, maps sorted, no white space.</summary>
    public static byte[] Write<T>(T value)
        where T : IApiType<T> => throw new NotImplementedException();
}
