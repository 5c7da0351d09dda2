namespace Orchestrator.ApiServer.Http.Metrics;

/// <summary>The tags of one measurement as a dictionary key. A lookup uses the measuring thread's own array; a stored
/// key has its own.</summary>
internal readonly struct TagSet : IEquatable<TagSet>
{
    [ThreadStatic]
    private static KeyValuePair<string, object?>[]? _scratch;

    private readonly KeyValuePair<string, object?>[] _tags;
    private readonly int _count;
    private readonly int _hash;

    private TagSet(KeyValuePair<string, object?>[] tags, int count, int hash)
    {
        _tags = tags;
        _count = count;
        _hash = hash;
    }

    public ReadOnlySpan<KeyValuePair<string, object?>> Tags => _tags.AsSpan(0, _count);

    /// <summary>A key good until the thread's next one.</summary>
    public static TagSet Borrow(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var scratch = _scratch;
        if (scratch is null || scratch.Length < tags.Length)
            _scratch = scratch = new KeyValuePair<string, object?>[Math.Max(tags.Length, 16)];
        tags.CopyTo(scratch);
        var hash = new HashCode();
        foreach (var tag in tags)
            hash.Add(tag.Value);
        return new(scratch, tags.Length, hash.ToHashCode());
    }

    public TagSet Keep() => new(Tags.ToArray(), _count, _hash);

    public bool Equals(TagSet other)
    {
        if (_hash != other._hash || _count != other._count)
            return false;
        for (var i = 0; i < _count; i++)
        {
            if (!Equals(_tags[i].Value, other._tags[i].Value) || _tags[i].Key != other._tags[i].Key)
                return false;
        }
        return true;
    }

    public override bool Equals(object? obj) => obj is TagSet other && Equals(other);

    public override int GetHashCode() => _hash;
}
