using System.Globalization;
using System.Numerics;

namespace Orchestrator.Api.Values;

/// <summary>Writes quantities in canonical form: no fraction, the sign only where negative, the largest suffix that
/// loses nothing.</summary>
internal static class QuantityText
{
    private static readonly string[] DecimalSuffixes = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] BinarySuffixes = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly BigInteger Kibi = 1024;

    public static string Format(in Quantity quantity)
    {
        if (quantity.IsZero)
            return "0";
        if (quantity.Format == QuantityFormat.BinarySI && TryWhole(quantity, out var units)
            && BigInteger.Abs(units) >= Kibi)
            return Binary(units);
        return Decimal(quantity);
    }

    private static bool TryWhole(in Quantity quantity, out BigInteger units)
    {
        units = QuantityMath.Shift(quantity.Mantissa, quantity.Scale);
        return quantity.Scale >= 0 || QuantityMath.Shift(units, -quantity.Scale) == quantity.Mantissa;
    }

    private static string Binary(BigInteger units)
    {
        if (units >= long.MinValue && units <= long.MaxValue)
        {
            var small = (long)units;
            var at = 0;
            for (; small % 1024 == 0 && at < BinarySuffixes.Length - 1; at++)
                small /= 1024;
            return string.Create(CultureInfo.InvariantCulture, $"{small}{BinarySuffixes[at]}");
        }
        var power = 0;
        for (; (units % Kibi).IsZero && power < BinarySuffixes.Length - 1; power++)
            units /= Kibi;
        return units.ToString(CultureInfo.InvariantCulture) + BinarySuffixes[power];
    }

    private static string Decimal(in Quantity quantity)
    {
        var exponent = quantity.Scale;
        string digits;
        if (quantity.IsSmall)
        {
            var mantissa = quantity.SmallMantissa;
            for (; mantissa % 10 == 0; exponent++)
                mantissa /= 10;
            digits = mantissa.ToString(CultureInfo.InvariantCulture);
        }
        else
        {
            var mantissa = quantity.Mantissa;
            for (; (mantissa % 10).IsZero; exponent++)
                mantissa /= 10;
            digits = mantissa.ToString(CultureInfo.InvariantCulture);
        }
        // Down to a multiple of three, and to the largest suffix there is.
        var wanted = exponent - (((exponent % 3) + 3) % 3);
        if (quantity.Format != QuantityFormat.DecimalExponent)
            wanted = Math.Min(wanted, 18);
        digits = digits.PadRight(digits.Length + exponent - wanted, '0');
        if (quantity.Format == QuantityFormat.DecimalExponent)
            return wanted == 0 ? digits : string.Create(CultureInfo.InvariantCulture, $"{digits}e{wanted}");
        return digits + DecimalSuffixes[(wanted / 3) + 3];
    }
}
