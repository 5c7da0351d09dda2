using System.Collections.Concurrent;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Api.OpenApi;

/// <summary>The OpenAPI documents of a set of kinds, each built when first asked for. Immutable: other kinds, another
/// instance.</summary>
/// <remarks>kubectl reads version 3 to learn what the server validates and how lists merge, version 2 only as a
/// fallback.</remarks>
public sealed class OpenApiDocuments
{
    /// <summary>What clients ask for when they want version 2 as protobuf.</summary>
    public const string V2ProtobufAccepted = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";

    /// <summary>How it is answered: the media type asked for is not a legal Content-Type, and client-go refuses
    /// it.</summary>
    public const string V2ProtobufContentType = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

    private readonly SortedDictionary<string, List<KindDefinition>> _byPath = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, OpenApiDocument> _v3 = new(StringComparer.Ordinal);
    private readonly List<KindDefinition> _kinds;
    private readonly string _version;
    private readonly Lazy<DocumentObject> _v2Tree;
    private readonly Lazy<OpenApiDocument> _v2;
    private readonly Lazy<OpenApiDocument> _v2Protobuf;
    private readonly Lazy<OpenApiDocument> _v3Index;

    /// <param name="kinds">What is served as a resource.</param>
    /// <param name="version">The server's version, such as <c>v1.32.0</c>.</param>
    public OpenApiDocuments(IEnumerable<KindDefinition> kinds, string version)
    {
        _kinds = [.. kinds];
        _version = version;
        foreach (var kind in _kinds)
        {
            var path = ApiPaths.Prefix(kind.Gvk)[1..];
            if (!_byPath.TryGetValue(path, out var group))
                _byPath[path] = group = [];
            group.Add(kind);
        }
        _v2Tree = Once(() => OpenApiV2.Build(_kinds, Find, _version));
        _v2 = Once(() => new OpenApiDocument(_v2Tree.Value.ToUtf8()));
        _v2Protobuf = Once(() => new OpenApiDocument(OpenApiV2Protobuf.Encode(_v2Tree.Value)));
        _v3Index = Once(() => new OpenApiDocument(Index().ToUtf8()));
    }

    /// <summary><c>/openapi/v2</c> as JSON.</summary>
    public OpenApiDocument V2 => _v2.Value;

    /// <summary><c>/openapi/v2</c> as <see cref="V2ProtobufContentType"/>.</summary>
    public OpenApiDocument V2Protobuf => _v2Protobuf.Value;

    /// <summary><c>/openapi/v3</c>: where the documents of version 3 lie, and their hashes.</summary>
    public OpenApiDocument V3Index => _v3Index.Value;

    /// <summary>The document under <c>/openapi/v3/</c> of <c>api/v1</c> or <c>apis/apps/v1</c>; null where there is
    /// none.</summary>
    public OpenApiDocument? V3(string path)
    {
        if (_v3.TryGetValue(path, out var built))
            return built;
        if (!_byPath.TryGetValue(path, out var kinds))
            return null;
        return _v3.GetOrAdd(path, new OpenApiDocument(OpenApiV3.Build(kinds, Find, _version).ToUtf8()));
    }

    private DocumentObject Index()
    {
        var paths = new DocumentObject();
        foreach (var path in _byPath.Keys)
        {
            paths.Fields.Add(path, DocumentObject.Of(
                ("serverRelativeURL", DocumentScalar.Of($"/openapi/v3/{path}?hash={V3(path)!.Hash}"))));
        }
        return DocumentObject.Of(("paths", paths));
    }

    private KindDefinition? Find(GroupVersionKind gvk) => _kinds.Find(kind => kind.Gvk == gvk) ?? ApiKinds.Find(gvk);

    // Built twice in a race rather than under a lock: the result is the same.
    private static Lazy<T> Once<T>(Func<T> build) => new(build, LazyThreadSafetyMode.PublicationOnly);
}
