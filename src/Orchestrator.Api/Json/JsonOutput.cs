using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>A writer and its buffer, kept for the thread's next document.</summary>
internal sealed class JsonOutput
{
    /// <summary>Bytes; a larger buffer is not kept.</summary>
    private const int KeptCapacityMax = 1024 * 1024;

    /// <summary>Escapes only what JSON demands: names and messages stay readable in any script.</summary>
    public static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    [ThreadStatic]
    private static JsonOutput? _spare;

    private readonly ArrayBufferWriter<byte> _buffer = new(4096);

    private JsonOutput() => Writer = new(_buffer, Options);

    public Utf8JsonWriter Writer { get; }

    public ReadOnlySpan<byte> Written
    {
        get
        {
            Writer.Flush();
            return _buffer.WrittenSpan;
        }
    }

    public static JsonOutput Rent()
    {
        var output = _spare ?? new();
        _spare = null;
        return output;
    }

    public byte[] TakeAndReturn()
    {
        var bytes = Written.ToArray();
        Return();
        return bytes;
    }

    public void Return()
    {
        if (_buffer.Capacity > KeptCapacityMax)
            return;
        _buffer.ResetWrittenCount();
        Writer.Reset();
        _spare = this;
    }
}
