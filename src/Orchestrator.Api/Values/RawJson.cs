using System.Text;

namespace Orchestrator.Api.Values;

/// <summary>A piece of JSON kept as it came, compact UTF-8; equal by bytes.</summary>
public readonly struct RawJson(byte[] utf8) : IEquatable<RawJson>
{
    private readonly byte[]? _utf8 = utf8;

    public ReadOnlyMemory<byte> Utf8 => _utf8;

    public bool Equals(RawJson other) => Utf8.Span.SequenceEqual(other.Utf8.Span);

    public override bool Equals(object? obj) => obj is RawJson other && Equals(other);

    public override int GetHashCode() => Utf8.Length;

    public override string ToString() => Encoding.UTF8.GetString(Utf8.Span);

    public static bool operator ==(RawJson left, RawJson right) => left.Equals(right);

    public static bool operator !=(RawJson left, RawJson right) => !left.Equals(right);
}
