using Orchestrator.Api;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Watching;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Requests;

/// <summary>How a request ended well; one that ends badly throws a <c>StatusException</c>.</summary>
public abstract record ApiResult
{
    /// <summary>The HTTP code.</summary>
    public int Code { get; init; } = 200;

    /// <summary>Texts for <c>Warning</c> headers, such as <c>unknown field "spec.foo"</c>.</summary>
    public ValueList<string> Warnings { get; init; }
}

/// <summary>One object. <paramref name="Json"/> holds its stored bytes; empty where the object is not as
/// stored.</summary>
public sealed record ObjectResult(KindDefinition Kind, KubeObject Object, ReadOnlyMemory<byte> Json) : ApiResult
{
    public static ObjectResult Of(KindDefinition kind, StoreEntry entry) =>
        new(kind, entry.Value.Object, entry.Value.Json);
}

/// <summary>Objects at one revision, sent as the bytes they are stored in.</summary>
public sealed record ListResult(
    KindDefinition Kind, IReadOnlyList<StoreEntry> Items, long Revision, string? Continue, long? Remaining) : ApiResult;

/// <summary>An open watch; whoever takes it disposes it.</summary>
public sealed record WatchResult(KindDefinition Kind, Watcher Watcher) : ApiResult;

/// <summary>A Status instead of an object, such as the answer to a Binding.</summary>
public sealed record StatusResult(Status Status) : ApiResult;

/// <summary>Bytes as they come, such as a log; whoever takes it disposes it.</summary>
public sealed record StreamResult(Stream Stream) : ApiResult;

/// <summary>An object that a delete removed (or found on its way out) and that is not stored as it is here.</summary>
public sealed record DeletedResult(KindDefinition Kind, KubeObject Object, bool Removed) : ApiResult;
