namespace Orchestrator.Api.Json;

/// <summary>A value of the wrong type, told by its offset; never leaves the codec.</summary>
internal sealed class JsonMismatchException(long offset, string found) : Exception
{
    public long Offset { get; } = offset;

    /// <summary><c>string</c>, <c>number 1.5</c>, <c>array</c>, …</summary>
    public string Found { get; } = found;
}
