namespace Orchestrator.Api.Values;

/// <summary>Immutable bytes, equal by content. JSON: base64.</summary>
public readonly struct Bytes(byte[]? content) : IEquatable<Bytes>
{
    private readonly byte[]? _content = content;

    public ReadOnlySpan<byte> Span => _content;

    public int Length => _content?.Length ?? 0;

    public bool Equals(Bytes other) => Span.SequenceEqual(other.Span);

    public override bool Equals(object? obj) => obj is Bytes other && Equals(other);

    public override int GetHashCode() => Length;

    public static bool operator ==(Bytes left, Bytes right) => left.Equals(right);

    public static bool operator !=(Bytes left, Bytes right) => !left.Equals(right);
}
