namespace Orchestrator.Api.Values;

/// <summary>A moment to the microsecond, in UTC: <c>metav1.MicroTime</c>. JSON: <c>2006-01-02T15:04:05.000000Z</c>.</summary>
public readonly record struct MicroTime : IComparable<MicroTime>
{
    private readonly long _ticks;

    /// <summary>Drops what lies below the microsecond, as the wire form does.</summary>
    public MicroTime(DateTimeOffset moment) => _ticks = moment.UtcTicks / 10 * 10;

    public DateTimeOffset Moment => new(_ticks, TimeSpan.Zero);

    public int CompareTo(MicroTime other) => _ticks.CompareTo(other._ticks);

    public override string ToString() => Moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'");

    public static implicit operator MicroTime(DateTimeOffset moment) => new(moment);
}
