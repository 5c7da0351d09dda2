using System.Buffers;
using System.Globalization;
using System.Text;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;

namespace Orchestrator.ApiServer.Http.Connections;

/// <summary>The server's own answer to what it could not read, with a Status for a body. Pure.</summary>
/// <remarks><c>HTTP/1.1 400 Bad Request</c> and headers come in; the same line and headers go out, then the
/// Status.</remarks>
internal static class RefusalAnswer
{
    private const int CodeAt = 9;

    public static ReadOnlySpan<byte> WithStatus(ReadOnlySpan<byte> answer)
    {
        if (CodeOf(answer) is not { } code)
            return answer;
        var body = JsonCodec.Write(Statuses.Unreadable(code).Status);
        var to = new ArrayBufferWriter<byte>(answer.Length + body.Length + 128);
        foreach (var range in answer.Split("\r\n"u8))
        {
            var line = answer[range];
            if (line.IsEmpty || StartsWith(line, "content-length:"u8) || StartsWith(line, "content-type:"u8))
                continue;
            to.Write(line);
            to.Write("\r\n"u8);
        }
        to.Write("Content-Type: application/json\r\nContent-Length: "u8);
        to.Write(Encoding.ASCII.GetBytes(body.Length.ToString(CultureInfo.InvariantCulture)));
        to.Write("\r\n\r\n"u8);
        to.Write(body);
        return to.WrittenSpan;
    }

    /// <summary>The code of an answer that refuses and says no more; null for anything else.</summary>
    private static int? CodeOf(ReadOnlySpan<byte> answer) =>
        answer.StartsWith("HTTP/1.1 4"u8) && answer.EndsWith("\r\n\r\n"u8)
        && int.TryParse(answer.Slice(CodeAt, 3), CultureInfo.InvariantCulture, out var code)
            ? code
            : null;

    private static bool StartsWith(ReadOnlySpan<byte> line, ReadOnlySpan<byte> name) =>
        line.Length >= name.Length && Ascii.EqualsIgnoreCase(line[..name.Length], name);
}
