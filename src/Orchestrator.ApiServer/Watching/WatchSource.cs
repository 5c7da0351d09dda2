using Orchestrator.Api;
using Orchestrator.Api.Json;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Watching;

/// <summary>The object of a watch event, shared by all watchers that get it: typed, as JSON, and in whatever other
/// form was asked for.</summary>
public abstract class WatchSource
{
    private volatile Encoding? _encodings;

    public abstract KubeObject Object { get; }

    public abstract ReadOnlyMemory<byte> Json { get; }

    /// <summary>Another form of the object, encoded by the first watcher that needs it.</summary>
    /// <param name="form">Names the form, such as <c>Table;includeObject=Metadata</c>.</param>
    public ReadOnlyMemory<byte> InForm(string form, Func<KubeObject, ReadOnlyMemory<byte>> encode)
    {
        for (var known = _encodings; known is not null; known = known.Next)
        {
            if (known.Form == form)
                return known.Utf8;
        }
        var utf8 = encode(Object);
        // Two watchers may race and encode twice; either result is as good, and losing one costs an encoding later.
        _encodings = new Encoding(form, utf8, _encodings);
        return utf8;
    }

    private sealed record Encoding(string Form, ReadOnlyMemory<byte> Utf8, Encoding? Next);
}

/// <summary>An object as it is stored.</summary>
internal sealed class StoredSource(StoreEntry entry) : WatchSource
{
    public override KubeObject Object => entry.Value.Object;

    public override ReadOnlyMemory<byte> Json => entry.Value.Json;
}

/// <summary>An object that is made for the event: the last state of a deleted one at its deletion's revision, or a
/// bookmark.</summary>
internal sealed class MadeSource(Func<KubeObject> make) : WatchSource
{
    private KubeObject? _object;
    private byte[]? _json;

    public override KubeObject Object => _object ??= make();

    public override ReadOnlyMemory<byte> Json => _json ??= JsonCodec.Write(Object);
}
