namespace Orchestrator.Api.Values;

/// <summary>A moment to the microsecond, in UTC: <c>metav1.MicroTime</c>. JSON:
/// <c>2006-01-02T15:04:05.000000Z</c>.</summary>
public readonly record struct MicroTime : IComparable<MicroTime>
{
    internal const int FormattedLengthMax = 27;

    private readonly long _ticks;

    /// <summary>Drops what lies below the microsecond, as the wire form does.</summary>
    public MicroTime(DateTimeOffset moment) => _ticks = moment.UtcTicks / 10 * 10;

    public DateTimeOffset Moment => new(_ticks, TimeSpan.Zero);

    /// <summary>Any offset, any fraction of a second.</summary>
    /// <exception cref="FormatException">Not RFC 3339.</exception>
    public static MicroTime Parse(ReadOnlySpan<char> text) =>
        Rfc3339.TryParse(text, out var moment)
            ? new(moment)
            : throw Rfc3339.Error(text, "2006-01-02T15:04:05.000000Z07:00");

    public int CompareTo(MicroTime other) => _ticks.CompareTo(other._ticks);

    public override string ToString() => Moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

    public static implicit operator MicroTime(DateTimeOffset moment) => new(moment);

    internal bool TryFormat(Span<char> text, out int length) =>
        Moment.UtcDateTime.TryFormat(text, out length, "yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");
}
