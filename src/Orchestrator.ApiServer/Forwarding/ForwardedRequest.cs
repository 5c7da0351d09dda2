using Orchestrator.Api.Json;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Patches;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client.Http;

namespace Orchestrator.ApiServer.Forwarding;

/// <summary>A write as it is sent on: bodies as they were received, typed ones in canonical JSON.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">With its query.</param>
/// <param name="Source">The request it carries on.</param>
public sealed record ForwardedRequest(string Method, string Path, ApiRequest Source)
{
    private const string Json = "application/json";
    private const string Protobuf = "application/vnd.kubernetes.protobuf";

    /// <summary>Empty where there is none.</summary>
    public ReadOnlyMemory<byte> Body { get; private init; }

    public string ContentType { get; private init; } = Json;

    /// <exception cref="Api.Errors.StatusException">400: a name that cannot stand in a path.</exception>
    public static ForwardedRequest Of(ApiRequest request)
    {
        var (body, type) = BodyOf(request);
        return new(MethodOf(request.Verb), PathOf(request), request) { Body = body, ContentType = type };
    }

    private static string MethodOf(RequestVerb verb) => verb switch
    {
        RequestVerb.Create => "POST",
        RequestVerb.Update => "PUT",
        RequestVerb.Patch => "PATCH",
        RequestVerb.Delete or RequestVerb.DeleteCollection => "DELETE",
        _ => throw new ArgumentOutOfRangeException(nameof(verb), verb, "only writes are sent on"),
    };

    private static string PathOf(ApiRequest request)
    {
        var ns = request.Namespace.Length == 0 ? null : request.Namespace;
        if (request.Verb == RequestVerb.DeleteCollection)
            return ResourceUrl.List(request.Kind, request.List with { Namespace = ns });
        var path = request.Name.Length == 0
            ? ResourceUrl.Collection(request.Kind, ns)
            : ResourceUrl.Object(request.Kind, request.Key, request.Subresource);
        return ResourceUrl.Write(path, request.Write);
    }

    private static (ReadOnlyMemory<byte> Body, string Type) BodyOf(ApiRequest request) => request.Body switch
    {
        JsonBody json => (json.Utf8, Json),
        ProtobufBody protobuf => (protobuf.Bytes, Protobuf),
        TypedBody typed => (JsonCodec.Write(typed.Value), Json),
        PatchBody patch => (patch.Patch.Utf8, TypeOf(patch.Patch.Type)),
        _ when request.Delete != DeleteOptions.Empty => (JsonCodec.Write(request.Delete), Json),
        _ => (default, Json),
    };

    private static string TypeOf(PatchType type) => type switch
    {
        PatchType.Json => "application/json-patch+json",
        PatchType.Merge => "application/merge-patch+json",
        _ => "application/strategic-merge-patch+json",
    };
}
