using System.Buffers.Text;
using Orchestrator.Api;

namespace Orchestrator.Store;

/// <summary>An object and its canonical JSON. The JSON is made once, outside the store's actor, with a slot for the
/// resourceVersion that the actor fills; bytes that came from the journal are decoded only when the object is asked
/// for.</summary>
/// <remarks>
/// The buffer of a new object begins with room for a revision's digits. Filling the slot writes the digits in front of
/// what follows them and moves what precedes them (some 150 bytes) up to them:
/// <code>
///   ···················{…"resourceVersion":"|","creationTimestamp"…     prepared: room, head, tail
///   ················{…"resourceVersion":"123","creationTimestamp"…      filled with 123
/// </code>
/// Thread-safe once published: racing readers decode twice at worst and then share one instance.
/// </remarks>
public sealed class StoredObject
{
    private const int DigitsMax = 19;
    private readonly IObjectCodec _codec;
    private readonly string _key;
    private readonly byte[] _buffer;
    private readonly int _headLength;
    private int _start;
    private long _revision;

    /// <summary>The object, a weak reference to it, or null: not decoded yet.</summary>
    private object? _object;

    private StoredObject(IObjectCodec codec, string key, byte[] buffer, int headLength, object? value)
    {
        _codec = codec;
        _key = key;
        _buffer = buffer;
        _headLength = headLength;
        _object = value;
    }

    /// <summary>The typed object; its resourceVersion is the entry's.</summary>
    public KubeObject Object
    {
        get
        {
            while (true)
            {
                var held = Volatile.Read(ref _object);
                var value = held as KubeObject;
                if (held is WeakReference<KubeObject> weak)
                    weak.TryGetTarget(out value);
                if (value?.Metadata.ResourceVersion is { Length: > 0 })
                    return value;
                var made = value is null ? _codec.Decode(_key, Json.Span) : Versioned(value);
                if (Interlocked.CompareExchange(ref _object, made, held) == held)
                    return made;
            }
        }
    }

    /// <summary>The canonical JSON, resourceVersion included.</summary>
    public ReadOnlyMemory<byte> Json => _buffer.AsMemory(_start);

    /// <summary>Bytes the object takes, before and after its revision is known.</summary>
    internal int Size => _buffer.Length;

    /// <summary>A new object, without its revision yet.</summary>
    internal static StoredObject Prepare(string key, KubeObject value, IObjectCodec codec)
    {
        if (value.Metadata.ResourceVersion is not null)
            value = value with { Metadata = value.Metadata with { ResourceVersion = null } };
        var json = codec.Encode(value);
        var utf8 = json.Utf8.Span;
        ReadOnlySpan<byte> name = "\"resourceVersion\":\""u8, close = "\","u8;
        var head = json.Slot + name.Length;
        var buffer = new byte[head + DigitsMax + close.Length + utf8.Length - json.Slot];
        utf8[..json.Slot].CopyTo(buffer);
        name.CopyTo(buffer.AsSpan(json.Slot));
        close.CopyTo(buffer.AsSpan(head + DigitsMax));
        utf8[json.Slot..].CopyTo(buffer.AsSpan(head + DigitsMax + close.Length));
        return new StoredObject(codec, key, buffer, head, value);
    }

    /// <summary>An object as the journal kept it. Takes the array over.</summary>
    internal static StoredObject Recovered(string key, byte[] json, long revision, IObjectCodec codec) =>
        new(codec, key, json, 0, null) { _revision = revision };

    /// <summary>Gives a prepared object its revision; once, before anyone else sees it.</summary>
    internal void Fill(long revision)
    {
        Span<byte> digits = stackalloc byte[DigitsMax];
        Utf8Formatter.TryFormat(revision, digits, out var count);
        digits[..count].CopyTo(_buffer.AsSpan(_headLength + DigitsMax - count));
        _start = DigitsMax - count;
        _buffer.AsSpan(0, _headLength).CopyTo(_buffer.AsSpan(_start));
        _revision = revision;
    }

    /// <summary>Lets the typed object go when nobody else holds it; the bytes stay.</summary>
    internal void Weaken()
    {
        if (Volatile.Read(ref _object) is KubeObject { Metadata.ResourceVersion.Length: > 0 } held)
            Interlocked.CompareExchange(ref _object, new WeakReference<KubeObject>(held), held);
        else if (Volatile.Read(ref _object) is KubeObject plain)
            Interlocked.CompareExchange(ref _object, null, plain);
    }

    private KubeObject Versioned(KubeObject value) =>
        value with { Metadata = value.Metadata with { ResourceVersion = _revision.ToString() } };
}
