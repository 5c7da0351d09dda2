using System.Globalization;
using System.Text;
using System.Text.Json;
using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;
using Orchestrator.ApiServer.Verbs;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Forwarding;

/// <summary>Makes of the leader's answer what the verb would have answered here. Pure but for the list, which is read
/// from the snapshot.</summary>
internal static class AnswerReader
{
    /// <param name="request">What was asked.</param>
    /// <param name="answer">What came back.</param>
    /// <param name="snapshot">As this server shows it: objects that it has are not decoded again.</param>
    /// <exception cref="StatusException">The leader refused.</exception>
    public static ApiResult Read(ApiRequest request, ForwardedAnswer answer, StoreSnapshot snapshot)
    {
        if (answer.Code >= 400)
            throw Refusal(request, answer);
        ApiResult result = answer.Form switch
        {
            AnswerForm.Stored => Stored(request, answer, snapshot),
            AnswerForm.Made => Made(request, answer),
            AnswerForm.Removed => new DeletedResult(request.Kind, Decode(request.Kind, answer), Removed: true),
            AnswerForm.Leaving => new DeletedResult(request.Kind, Decode(request.Kind, answer), Removed: false),
            AnswerForm.Status => new StatusResult(JsonCodec.Read<Status>(answer.Body.Span)),
            AnswerForm.List => Listed(request, answer, snapshot),
            _ => throw new InvariantException($"the leader answered with a {answer.Form}"),
        };
        return result with { Code = answer.Code, Warnings = answer.Warnings.ToValueList() };
    }

    /// <summary>The Status of a refusal; of its code alone where it has none.</summary>
    public static StatusException Refusal(ApiRequest request, ForwardedAnswer answer)
    {
        try
        {
            if (JsonCodec.ReadTypeMeta(answer.Body.Span) is { Kind: "Status", ApiVersion: "v1" })
                return Statuses.From(JsonCodec.Read<Status>(answer.Body.Span) with { Code = answer.Code });
        }
        catch (JsonDecodeException)
        {
            // Not one of ours: its code says what there is to say.
        }
        return Statuses.FromResponse(
            answer.Code, request.Verb.Name(), request.Group, request.Resource, request.Name,
            Encoding.UTF8.GetString(answer.Body.Span));
    }

    private static ObjectResult Stored(ApiRequest request, ForwardedAnswer answer, StoreSnapshot snapshot)
    {
        var (key, revision) = IdentityOf(answer.Body.Span);
        if (snapshot.Get(request.Kind.StorageKey(key)) is { } entry && entry.ModRevision == revision)
            return ObjectResult.Of(request.Kind, entry);
        return new ObjectResult(request.Kind, Decode(request.Kind, answer), answer.Body);
    }

    // Another kind where a subresource has one of its own, such as Scale.
    private static ObjectResult Made(ApiRequest request, ForwardedAnswer answer)
    {
        var meta = JsonCodec.ReadTypeMeta(answer.Body.Span);
        var kind = meta.Kind == request.Kind.Gvk.Kind
            ? request.Kind
            : ApiKinds.Find(GvkOf(meta)) ?? throw new InvariantException($"the leader answered with a {meta.Kind}");
        return new ObjectResult(kind, Decode(kind, answer), default);
    }

    private static ApiResult Listed(ApiRequest request, ForwardedAnswer answer, StoreSnapshot snapshot)
    {
        var revision = long.Parse(Encoding.ASCII.GetString(answer.Body.Span), CultureInfo.InvariantCulture);
        try
        {
            return ListVerb.ListAt(request, snapshot, revision);
        }
        catch (Exception gone) when (gone is CompactedException or ArgumentOutOfRangeException)
        {
            // What was deleted can no longer be read here; that it was is certain.
            return new StatusResult(new Status { StatusValue = "Success" });
        }
    }

    private static GroupVersionKind GvkOf(TypeMeta meta)
    {
        var slash = meta.ApiVersion.IndexOf('/');
        return slash < 0
            ? new("", meta.ApiVersion, meta.Kind)
            : new(meta.ApiVersion[..slash], meta.ApiVersion[(slash + 1)..], meta.Kind);
    }

    private static KubeObject Decode(KindDefinition kind, ForwardedAnswer answer) => kind.ReadJson(answer.Body.Span);

    /// <summary>Whose bytes these are, and of which revision; reads no further than the metadata.</summary>
    private static (ObjectKey Key, long Revision) IdentityOf(ReadOnlySpan<byte> utf8)
    {
        var (ns, name, revision) = ("", "", 0L);
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isMetadata = reader.ValueTextEquals("metadata"u8);
            reader.Read();
            if (!isMetadata)
            {
                reader.Skip();
                continue;
            }
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                if (reader.ValueTextEquals("name"u8))
                    name = TextOf(ref reader);
                else if (reader.ValueTextEquals("namespace"u8))
                    ns = TextOf(ref reader);
                else if (reader.ValueTextEquals("resourceVersion"u8))
                    revision = long.Parse(TextOf(ref reader), CultureInfo.InvariantCulture);
                else
                    reader.Skip();
            }
            break;
        }
        return (new ObjectKey(ns, name), revision);
    }

    private static string TextOf(ref Utf8JsonReader reader)
    {
        reader.Read();
        return reader.GetString() ?? "";
    }
}
