using System.Globalization;

namespace Orchestrator.Api.Values;

/// <summary>Moments as RFC 3339 writes them, <c>2006-01-02T15:04:05.999+07:00</c>; no other form is read.</summary>
internal static class Rfc3339
{
    private const int DateAndTimeLength = 19;

    public static bool TryParse(ReadOnlySpan<char> text, out DateTimeOffset moment)
    {
        moment = default;
        if (text.Length <= DateAndTimeLength
            || !DateTime.TryParseExact(
                text[..DateAndTimeLength], "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture,
                DateTimeStyles.None, out var local)
            || !TryParseFraction(text[DateAndTimeLength..], out var fraction, out var zone)
            || !TryParseZone(zone, out var offset))
        {
            return false;
        }
        var ticks = local.Ticks + fraction - offset.Ticks;
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
            return false;
        moment = new(ticks, TimeSpan.Zero);
        return true;
    }

    public static FormatException Error(ReadOnlySpan<char> text, string layout)
    {
        var quoted = text.Length <= 64 ? text.ToString() : string.Concat(text[..64], "…");
        return new($"parsing time \"{quoted}\" as \"{layout}\": not an RFC 3339 date and time");
    }

    private static bool TryParseFraction(ReadOnlySpan<char> text, out long ticks, out ReadOnlySpan<char> rest)
    {
        ticks = 0;
        rest = text;
        if (text[0] is not ('.' or ','))
            return true;
        var unit = TimeSpan.TicksPerSecond / 10;
        var at = 1;
        for (; at < text.Length && char.IsAsciiDigit(text[at]); at++)
        {
            ticks += (text[at] - '0') * unit;
            unit /= 10;
        }
        rest = text[at..];
        return at > 1;
    }

    private static bool TryParseZone(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text is "Z")
            return true;
        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !TryParseTwoDigits(text[1..3], 23, out var hours) || !TryParseTwoDigits(text[4..6], 59, out var minutes))
        {
            return false;
        }
        offset = new(hours, minutes, 0);
        if (text[0] == '-')
            offset = -offset;
        return true;
    }

    private static bool TryParseTwoDigits(ReadOnlySpan<char> text, int max, out int value) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out value) && value <= max;
}
