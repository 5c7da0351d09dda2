namespace Orchestrator.Api.Kinds;

/// <summary>Ages as kubectl shows them: two or three significant figures, <c>45s</c>, <c>5m12s</c>,
/// <c>3d4h</c>.</summary>
public static class HumanDuration
{
    /// <summary>The text for a length of time; a clock two seconds behind still counts as now.</summary>
    public static string Of(TimeSpan duration)
    {
        var seconds = (long)duration.TotalSeconds;
        if (seconds < -1)
            return "<invalid>";
        if (seconds < 0)
            return "0s";
        if (seconds < 120)
            return $"{seconds}s";
        var minutes = seconds / 60;
        if (minutes < 10)
            return Pair(minutes, 'm', seconds % 60, 's');
        if (minutes < 180)
            return $"{minutes}m";
        var hours = minutes / 60;
        return hours switch
        {
            < 8 => Pair(hours, 'h', minutes % 60, 'm'),
            < 48 => $"{hours}h",
            < 24 * 8 => Pair(hours / 24, 'd', hours % 24, 'h'),
            < 24 * 365 * 2 => $"{hours / 24}d",
            < 24 * 365 * 8 => Pair(hours / 24 / 365, 'y', hours / 24 % 365, 'd'),
            _ => $"{hours / 24 / 365}y",
        };
    }

    /// <summary>The time since a moment; <c>&lt;unknown&gt;</c> where there is none.</summary>
    public static string Since(Time? moment, DateTimeOffset now) =>
        moment is { } then ? Of(now - then.Moment) : "<unknown>";

    /// <inheritdoc cref="Since(Time?, DateTimeOffset)"/>
    public static string Since(MicroTime? moment, DateTimeOffset now) =>
        moment is { } then ? Of(now - then.Moment) : "<unknown>";

    private static string Pair(long large, char largeUnit, long small, char smallUnit) =>
        small == 0 ? $"{large}{largeUnit}" : $"{large}{largeUnit}{small}{smallUnit}";
}
