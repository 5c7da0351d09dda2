using System.Globalization;
using System.Numerics;

namespace Orchestrator.Api.Values;

/// <summary>Reads quantities as apimachinery's ParseQuantity does.</summary>
/// <remarks>Text and exponents are bounded, which Kubernetes' are not: a short text must not cost a long
/// computation.</remarks>
internal static class QuantityParser
{
    private const string BadSuffix = "unable to parse quantity's suffix";
    private const string BadNumber = "unable to parse numeric part of quantity";
    private const int TextLengthMax = 128;
    private const int ExponentMax = 128;

    /// <summary>Nothing is kept below a billionth.</summary>
    private const int ScaleMin = -9;

    /// <summary>Digits that a long surely holds.</summary>
    private const int SmallDigitsMax = 18;

    /// <returns>Null, and the error in Kubernetes' words, where the text is no quantity.</returns>
    public static Quantity? Parse(ReadOnlySpan<char> text, out string? error)
    {
        error = Split(text, out var negative, out var whole, out var fraction, out var suffix);
        if (error is not null)
            return null;
        if (!TryInterpret(suffix, out var binaryPower, out var exponent, out var format))
        {
            error = BadSuffix;
            return null;
        }
        if (text.Length > TextLengthMax)
        {
            error = BadNumber;
            return null;
        }
        return Small(negative, whole, fraction, binaryPower, exponent, format)
            ?? Large(negative, whole, fraction, binaryPower, exponent, format);
    }

    // Sign, digits, an optional point with digits, and the rest; the rest holds only what may be a suffix.
    private static string? Split(
        ReadOnlySpan<char> text, out bool negative, out ReadOnlySpan<char> whole, out ReadOnlySpan<char> fraction,
        out ReadOnlySpan<char> suffix)
    {
        negative = text.StartsWith("-");
        var rest = negative || text.StartsWith("+") ? text[1..] : text;
        whole = TakeDigits(ref rest);
        fraction = default;
        if (rest.StartsWith("."))
        {
            rest = rest[1..];
            fraction = TakeDigits(ref rest);
        }
        suffix = rest;
        if (whole.IsEmpty && fraction.IsEmpty)
            return Quantity.WrongFormat;
        var letters = rest.IndexOfAnyExcept("eEinumkKMGTP");
        if (letters < 0)
            return null;
        rest = rest[letters..];
        if (rest[0] is '-' or '+')
            rest = rest[1..];
        TakeDigits(ref rest);
        return rest.IsEmpty ? null : Quantity.WrongFormat;
    }

    private static ReadOnlySpan<char> TakeDigits(scoped ref ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        var digits = end < 0 ? text : text[..end];
        text = text[digits.Length..];
        return digits;
    }

    private static bool TryInterpret(
        ReadOnlySpan<char> suffix, out int binaryPower, out int exponent, out QuantityFormat format)
    {
        (binaryPower, exponent, format) = suffix switch
        {
            "" => (0, 0, QuantityFormat.DecimalSI),
            "n" => (0, -9, QuantityFormat.DecimalSI),
            "u" => (0, -6, QuantityFormat.DecimalSI),
            "m" => (0, -3, QuantityFormat.DecimalSI),
            "k" => (0, 3, QuantityFormat.DecimalSI),
            "M" => (0, 6, QuantityFormat.DecimalSI),
            "G" => (0, 9, QuantityFormat.DecimalSI),
            "T" => (0, 12, QuantityFormat.DecimalSI),
            "P" => (0, 15, QuantityFormat.DecimalSI),
            "E" => (0, 18, QuantityFormat.DecimalSI),
            "Ki" => (10, 0, QuantityFormat.BinarySI),
            "Mi" => (20, 0, QuantityFormat.BinarySI),
            "Gi" => (30, 0, QuantityFormat.BinarySI),
            "Ti" => (40, 0, QuantityFormat.BinarySI),
            "Pi" => (50, 0, QuantityFormat.BinarySI),
            "Ei" => (60, 0, QuantityFormat.BinarySI),
            _ => (-1, 0, QuantityFormat.DecimalExponent),
        };
        if (binaryPower >= 0)
            return true;
        binaryPower = 0;
        return suffix[0] is 'e' or 'E'
            && int.TryParse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out exponent)
            && exponent is >= -ExponentMax and <= ExponentMax;
    }

    private static Quantity? Small(
        bool negative, ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, int binaryPower, int exponent,
        QuantityFormat format)
    {
        var scale = exponent - fraction.Length;
        if (whole.Length + fraction.Length > SmallDigitsMax || scale < ScaleMin
            || (binaryPower > 0 && !fraction.IsEmpty))
            return null;
        var mantissa = 0L;
        foreach (var digit in whole)
            mantissa = (mantissa * 10) + (digit - '0');
        foreach (var digit in fraction)
            mantissa = (mantissa * 10) + (digit - '0');
        var product = mantissa << binaryPower;
        if (product < 0 || product >> binaryPower != mantissa)
            return null;
        return new Quantity(negative ? -product : product, scale, format);
    }

    private static Quantity Large(
        bool negative, ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, int binaryPower, int exponent,
        QuantityFormat format)
    {
        var digits = string.Concat("0", whole, fraction);
        var mantissa = BigInteger.Parse(digits, CultureInfo.InvariantCulture) << binaryPower;
        var scale = exponent - fraction.Length;
        if (scale < ScaleMin) // who asks for something gets something
            (mantissa, scale) = (QuantityMath.Shift(mantissa, scale - ScaleMin), ScaleMin);
        if (format == QuantityFormat.BinarySI)
        {
            var unit = BigInteger.Pow(10, -scale);
            if (mantissa > long.MaxValue * unit)
                (mantissa, scale) = (long.MaxValue, 0);
            else if (mantissa < unit && !mantissa.IsZero)
                format = QuantityFormat.DecimalSI; // a fraction of a unit has no binary form
        }
        return new Quantity(negative ? -mantissa : mantissa, scale, format);
    }
}
