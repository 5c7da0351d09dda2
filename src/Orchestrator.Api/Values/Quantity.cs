using System.Numerics;

namespace Orchestrator.Api.Values;

/// <summary>A resource amount such as <c>500m</c> or <c>128Mi</c>, in the canonical form Kubernetes writes; its
/// default is <c>0</c>.</summary>
/// <remarks>A mantissa times a power of ten, as apimachinery's resource.Quantity. Parsed once; adding and comparing
/// are arithmetic on
/// a long, and on a BigInteger only where a long does not hold the result. Equal by amount: <c>1000m</c> equals
/// <c>1</c>.</remarks>
public readonly struct Quantity : IEquatable<Quantity>, IComparable<Quantity>
{
    /// <summary>What Kubernetes says of text that is no quantity.</summary>
    internal const string WrongFormat =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private readonly object? _boxed; // the mantissa, a BigInteger, where a long does not hold it
    private readonly long _mantissa;
    private readonly short _scale; // power of ten
    private readonly QuantityFormat _format;

    internal Quantity(long mantissa, int scale, QuantityFormat format)
    {
        _mantissa = mantissa;
        _scale = mantissa == 0 ? (short)0 : (short)scale;
        _format = format;
    }

    internal Quantity(BigInteger mantissa, int scale, QuantityFormat format)
    {
        if (mantissa >= long.MinValue && mantissa <= long.MaxValue)
            _mantissa = (long)mantissa;
        else
            _boxed = mantissa;
        _scale = mantissa.IsZero ? (short)0 : (short)scale;
        _format = format;
    }

    public static Quantity Zero => default;

    public QuantityFormat Format => _format;

    public bool IsZero => IsSmall && _mantissa == 0;

    /// <summary>-1, 0 or 1.</summary>
    public int Sign => IsSmall ? Math.Sign(_mantissa) : Mantissa.Sign;

    /// <summary>Whole units, rounded away from zero; the nearest long where it is too large for one.</summary>
    public long Value => ScaledValue(0);

    /// <summary>Thousandths, rounded away from zero; the nearest long where it is too large for one.</summary>
    public long MilliValue => ScaledValue(-3);

    internal BigInteger Mantissa => _boxed is null ? _mantissa : (BigInteger)_boxed;

    internal int Scale => _scale;

    /// <summary>The mantissa fits a long.</summary>
    internal bool IsSmall => _boxed is null;

    internal long SmallMantissa => _mantissa;

    /// <summary>Parses and canonicalizes (<c>1000m</c> becomes <c>1</c>).</summary>
    /// <exception cref="FormatException">Not a quantity; the message is Kubernetes'.</exception>
    public static Quantity Parse(string text) => Parse(text.AsSpan());

    /// <inheritdoc cref="Parse(string)"/>
    public static Quantity Parse(ReadOnlySpan<char> text) =>
        QuantityParser.Parse(text, out var error) ?? throw new FormatException(error);

    public static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity)
    {
        var parsed = QuantityParser.Parse(text, out _);
        quantity = parsed.GetValueOrDefault();
        return parsed is not null;
    }

    /// <summary>Whole units.</summary>
    public static Quantity Of(long units, QuantityFormat format = QuantityFormat.DecimalSI) => new(units, 0, format);

    /// <summary>Thousandths: 500 is <c>500m</c>.</summary>
    public static Quantity OfMilli(long thousandths, QuantityFormat format = QuantityFormat.DecimalSI) =>
        new(thousandths, -3, format);

    /// <summary>The amount over <c>10^scale</c>, rounded away from zero; the nearest long where it is too large for
    /// one.</summary>
    public long ScaledValue(int scale)
    {
        if (IsSmall && _scale == scale)
            return _mantissa;
        if (IsSmall && QuantityMath.TryShift(_mantissa, _scale - scale, out var shifted))
            return shifted;
        var value = QuantityMath.Shift(Mantissa, _scale - scale);
        return value > long.MaxValue ? long.MaxValue : value < long.MinValue ? long.MinValue : (long)value;
    }

    /// <summary>Approximate.</summary>
    public double ToDouble() => (double)Mantissa * Math.Pow(10, _scale);

    public int CompareTo(Quantity other)
    {
        if (_scale == other._scale && IsSmall && other.IsSmall)
            return _mantissa.CompareTo(other._mantissa);
        if (Sign != other.Sign)
            return Sign.CompareTo(other.Sign);
        return QuantityMath.Compare(this, other);
    }

    public bool Equals(Quantity other) => CompareTo(other) == 0;

    public override bool Equals(object? obj) => obj is Quantity other && Equals(other);

    /// <summary>The whole units: equal for equal amounts.</summary>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The canonical form: no fraction, the largest suffix that loses nothing.</summary>
    public override string ToString() => QuantityText.Format(this);

    /// <summary>Zero takes the other's format.</summary>
    public static Quantity operator +(Quantity left, Quantity right)
    {
        var format = left.IsZero ? right._format : left._format;
        if (left.IsSmall && right.IsSmall && left._scale == right._scale)
        {
            var sum = unchecked(left._mantissa + right._mantissa);
            if (((left._mantissa ^ sum) & (right._mantissa ^ sum)) >= 0)
                return new(sum, left._scale, format);
        }
        return QuantityMath.Add(left, right, format);
    }

    public static Quantity operator -(Quantity left, Quantity right) => left + -right;

    public static Quantity operator -(Quantity value) => value.IsSmall && value._mantissa != long.MinValue
        ? new(-value._mantissa, value._scale, value._format)
        : new(-value.Mantissa, value._scale, value._format);

    public static Quantity operator *(Quantity value, long factor) =>
        new(value.Mantissa * factor, value._scale, value._format);

    public static bool operator ==(Quantity left, Quantity right) => left.Equals(right);

    public static bool operator !=(Quantity left, Quantity right) => !left.Equals(right);

    public static bool operator <(Quantity left, Quantity right) => left.CompareTo(right) < 0;

    public static bool operator >(Quantity left, Quantity right) => left.CompareTo(right) > 0;

    public static bool operator <=(Quantity left, Quantity right) => left.CompareTo(right) <= 0;

    public static bool operator >=(Quantity left, Quantity right) => left.CompareTo(right) >= 0;
}
