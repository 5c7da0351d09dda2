using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Decoding.Protobuf;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Decoding;

/// <summary>Turns a request's body into an object of the kind expected, as strictly as <c>fieldValidation</c>
/// asks.</summary>
internal static class BodyDecoder
{
    private const string Ignore = "Ignore";
    private const string Strict = "Strict";
    private const string Warn = "Warn";

    /// <exception cref="StatusException">400: no object of that kind, or unknown fields under Strict.</exception>
    public static DecodedBody Decode(ApiRequest request, KindDefinition kind) => request.Body switch
    {
        TypedBody typed when typed.Value.Gvk == kind.Gvk => new(typed.Value, []),
        TypedBody typed => throw CannotHandle(typed.Value.Gvk, kind, "it is of another kind"),
        JsonBody json => Decode(json.Utf8, kind, request.Write.FieldValidation),
        ProtobufBody body => Decode(ToJson(body, kind), kind, request.Write.FieldValidation),
        _ => throw Statuses.BadRequest($"a {kind.Gvk.Kind} is expected in the body of the request"),
    };

    /// <summary>As above, for a document that has become what a request asks for, such as a patched object.</summary>
    /// <param name="strict">What was found before, such as fields that the patch repeats.</param>
    public static DecodedBody Decode(
        ReadOnlyMemory<byte> utf8, KindDefinition kind, string? fieldValidation, StrictErrors? strict = null)
    {
        var mode = Mode(fieldValidation);
        strict = mode == Ignore ? null : strict ?? new StrictErrors();
        KubeObject value;
        try
        {
            RequireKind(utf8.Span, kind);
            value = kind.ReadJson(utf8.Span, strict);
        }
        catch (FormatException wrong)
        {
            throw CannotHandle(kind.Gvk, kind, wrong.Message);
        }
        if (strict is null || strict.Found.Count == 0)
            return new(value, []);
        if (mode == Strict)
            throw CannotHandle(kind.Gvk, kind, $"strict decoding error: {string.Join(", ", strict.Found)}");
        return new(value, strict.Found.ToValueList());
    }

    private static byte[] ToJson(ProtobufBody body, KindDefinition kind)
    {
        try
        {
            return ProtobufTranscoder.ToJson(body.Bytes, kind.Schema);
        }
        catch (FormatException wrong)
        {
            throw CannotHandle(kind.Gvk, kind, wrong.Message);
        }
    }

    private static string Mode(string? asked) => asked switch
    {
        null or "" => Warn,
        Ignore or Warn or Strict => asked,
        _ => throw Statuses.Unprocessable(
            $"fieldValidation: Unsupported value: \"{asked}\": supported values: \"Ignore\", \"Strict\", \"Warn\""),
    };

    private static StatusException CannotHandle(GroupVersionKind found, KindDefinition kind, string cause) =>
        Statuses.BadRequest(
            $"{found.Kind} in version \"{found.Version}\" cannot be handled as a {kind.Gvk.Kind}: {cause}");

    /// <summary>Absent type metadata means: those of the path.</summary>
    private static void RequireKind(ReadOnlySpan<byte> utf8, KindDefinition kind)
    {
        var found = JsonCodec.ReadTypeMeta(utf8);
        if (found.ApiVersion.Length > 0 && found.ApiVersion != kind.Gvk.ApiVersion)
        {
            throw Statuses.BadRequest(
                $"the API version in the data ({found.ApiVersion}) does not match the expected API version "
                + $"({kind.Gvk.ApiVersion})");
        }
        if (found.Kind.Length > 0 && found.Kind != kind.Gvk.Kind)
            throw CannotHandle(kind.Gvk with { Kind = found.Kind }, kind, "it is of another kind");
    }
}
