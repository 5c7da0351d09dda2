using System.Numerics;

namespace Orchestrator.Api.Values;

/// <summary>Arithmetic on mantissas with different powers of ten.</summary>
internal static class QuantityMath
{
    /// <summary>Powers of ten that a long holds.</summary>
    private const int LongPowerMax = 18;

    private static readonly long[] Powers = MakePowers();

    /// <summary><c>value * 10^power</c>, rounded away from zero; false where a long does not hold it.</summary>
    public static bool TryShift(long value, int power, out long shifted)
    {
        shifted = value;
        if (power == 0 || value == 0)
            return true;
        if (power > 0)
        {
            if (power > LongPowerMax)
                return false;
            var product = Math.BigMul(value, Powers[power], out shifted);
            return product == shifted >> 63; // the high half only repeats the sign
        }
        if (-power > LongPowerMax)
        {
            shifted = Math.Sign(value); // less than one unit is one unit
            return -power > LongPowerMax + 1 || Math.Abs((decimal)value) <= 10_000_000_000_000_000_000m;
        }
        shifted = Math.DivRem(value, Powers[-power], out var remainder) + Math.Sign(remainder);
        return true;
    }

    /// <summary><c>value * 10^power</c>, rounded away from zero.</summary>
    public static BigInteger Shift(BigInteger value, int power)
    {
        if (power >= 0)
            return value * BigInteger.Pow(10, power);
        var quotient = BigInteger.DivRem(value, BigInteger.Pow(10, -power), out var remainder);
        return quotient + remainder.Sign;
    }

    public static int Compare(in Quantity left, in Quantity right)
    {
        var scale = Math.Min(left.Scale, right.Scale);
        if (left.IsSmall && right.IsSmall
            && TryShift(left.SmallMantissa, left.Scale - scale, out var a)
            && TryShift(right.SmallMantissa, right.Scale - scale, out var b))
        {
            return a.CompareTo(b);
        }
        return Shift(left.Mantissa, left.Scale - scale).CompareTo(Shift(right.Mantissa, right.Scale - scale));
    }

    public static Quantity Add(in Quantity left, in Quantity right, QuantityFormat format)
    {
        // Zero has no scale of its own: it must not make the other's mantissa longer.
        var scale = left.IsZero ? right.Scale : right.IsZero ? left.Scale : Math.Min(left.Scale, right.Scale);
        if (left.IsSmall && right.IsSmall
            && TryShift(left.SmallMantissa, left.Scale - scale, out var a)
            && TryShift(right.SmallMantissa, right.Scale - scale, out var b))
        {
            var sum = unchecked(a + b);
            if (((a ^ sum) & (b ^ sum)) >= 0)
                return new(sum, scale, format);
        }
        var exact = Shift(left.Mantissa, left.Scale - scale) + Shift(right.Mantissa, right.Scale - scale);
        return new(exact, scale, format);
    }

    private static long[] MakePowers()
    {
        var powers = new long[LongPowerMax + 1];
        powers[0] = 1;
        for (var i = 1; i < powers.Length; i++)
            powers[i] = powers[i - 1] * 10;
        return powers;
    }
}
