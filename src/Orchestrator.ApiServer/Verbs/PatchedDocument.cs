using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Patches;
using Orchestrator.ApiServer.Decoding;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Verbs;

/// <summary>An object after a request's patch, read back as strictly as the request asks. Pure.</summary>
internal static class PatchedDocument
{
    /// <param name="current">The object's JSON as it is stored.</param>
    /// <exception cref="StatusException">400, 413 or 422: the patch is malformed, too large or does not
    /// fit.</exception>
    public static DecodedBody Of(ApiRequest request, ReadOnlyMemory<byte> current, KindDefinition kind)
    {
        if (request.Body is not PatchBody { Patch: var patch })
            throw Statuses.BadRequest("a patch is expected in the body of the request");
        var strict = new StrictErrors();
        var utf8 = Apply(patch, current.Span, kind, strict);
        return BodyDecoder.Decode(utf8, kind, request.Write.FieldValidation, strict);
    }

    private static byte[] Apply(Patch patch, ReadOnlySpan<byte> original, KindDefinition kind, StrictErrors strict)
    {
        try
        {
            return PatchApplier.Apply(patch.Type, original, patch.Utf8.Span, kind.Schema, strict);
        }
        catch (PatchException wrong)
        {
            throw wrong.Failure switch
            {
                PatchFailure.DoesNotApply => Statuses.Unprocessable(wrong.Message),
                PatchFailure.TooLarge => Statuses.RequestEntityTooLarge(wrong.Message),
                _ => Statuses.BadRequest(wrong.Message),
            };
        }
    }
}
