using System.Text;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Meta.V1;

namespace Orchestrator.Client.Http;

/// <summary>Reads what a server answers instead of success: a Status, or whatever stands between us and the
/// server.</summary>
internal static class ErrorAnswer
{
    private const int BytesMax = 4 * 1024 * 1024;
    private const int QuotedMax = 2048;

    public static ValueTask<StatusException> ReadAsync(
        ApiCall call, HttpResponseMessage response, TimeProvider time, CancellationToken cancellation)
    {
        var code = (int)response.StatusCode;
        var wait = RetryAfterSeconds(response, time);
        return AnswerBody.ReadAsync(response, BytesMax, utf8 => Of(call, code, wait, utf8), cancellation);
    }

    internal static StatusException Of(ApiCall call, int code, int retryAfterSeconds, ReadOnlySpan<byte> utf8)
    {
        if (TryRead(utf8) is not { } status)
        {
            var text = Encoding.UTF8.GetString(utf8[..Math.Min(utf8.Length, QuotedMax)]);
            return call.Refusal(code, text, retryAfterSeconds);
        }
        // The code of the answer counts, as for every client; some statuses name none.
        if (status.Code != code)
            status = status with { Code = code };
        if (retryAfterSeconds > 0 && status.Details is not { RetryAfterSeconds: > 0 })
        {
            var details = status.Details ?? StatusDetails.Empty;
            status = status with { Details = details with { RetryAfterSeconds = retryAfterSeconds } };
        }
        return Statuses.From(status);
    }

    private static Status? TryRead(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return JsonCodec.ReadTypeMeta(utf8) is { Kind: "Status", ApiVersion: "v1" }
                ? JsonCodec.Read<Status>(utf8)
                : null;
        }
        catch (JsonDecodeException)
        {
            // A proxy's HTML page, or a text: its code says what there is to say.
            return null;
        }
    }

    private static int RetryAfterSeconds(HttpResponseMessage response, TimeProvider time)
    {
        var header = response.Headers.RetryAfter;
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow() ?? TimeSpan.Zero;
        return (int)Math.Clamp(Math.Ceiling(wait.TotalSeconds), 0, 3600);
    }
}
