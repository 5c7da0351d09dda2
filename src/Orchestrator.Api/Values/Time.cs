namespace Orchestrator.Api.Values;

/// <summary>A moment to the second, in UTC: <c>metav1.Time</c>. JSON: RFC 3339, <c>2006-01-02T15:04:05Z</c>.</summary>
public readonly record struct Time : IComparable<Time>
{
    internal const int FormattedLengthMax = 20;

    private readonly long _unixSeconds;

    /// <summary>Drops what lies below the second, as the wire form does.</summary>
    public Time(DateTimeOffset moment) => _unixSeconds = moment.ToUnixTimeSeconds();

    public DateTimeOffset Moment => DateTimeOffset.FromUnixTimeSeconds(_unixSeconds);

    /// <summary>Any offset, any fraction of a second.</summary>
    /// <exception cref="FormatException">Not RFC 3339.</exception>
    public static Time Parse(ReadOnlySpan<char> text) =>
        Rfc3339.TryParse(text, out var moment) ? new(moment) : throw Rfc3339.Error(text, "2006-01-02T15:04:05Z07:00");

    public int CompareTo(Time other) => _unixSeconds.CompareTo(other._unixSeconds);

    public override string ToString() => Moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static implicit operator Time(DateTimeOffset moment) => new(moment);

    internal bool TryFormat(Span<char> text, out int length) =>
        Moment.UtcDateTime.TryFormat(text, out length, "yyyy-MM-dd'T'HH:mm:ss'Z'");
}
