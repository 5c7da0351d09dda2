using System.Globalization;

namespace Orchestrator.Api.Values;

/// <summary>A number or a string, such as a port by number or by name; its default is the number 0.</summary>
public readonly record struct IntOrString
{
    public IntOrString(int value) => IntValue = value;

    public IntOrString(string value) => StringValue = value;

    public int IntValue { get; }

    /// <summary>The string; null when this is a number.</summary>
    public string? StringValue { get; }

    public bool IsString => StringValue is not null;

    /// <summary>The number, or that percentage of <paramref name="total"/>: <c>25%</c> of 10 is 3 rounded up, 2
    /// rounded down.</summary>
    /// <exception cref="FormatException">A string that is not a whole percentage.</exception>
    public int Resolve(int total, bool roundUp)
    {
        if (StringValue is null)
            return IntValue;
        if (!TryGetPercent(out var percent))
            throw new FormatException("invalid value for IntOrString: invalid type: string is not a percentage");
        var hundredths = (decimal)percent * total;
        var value = roundUp ? decimal.Ceiling(hundredths / 100) : decimal.Floor(hundredths / 100);
        return (int)Math.Clamp(value, int.MinValue, int.MaxValue);
    }

    /// <summary>The number before the percent sign.</summary>
    public bool TryGetPercent(out int percent)
    {
        percent = 0;
        return StringValue is [.. var digits, '%']
            && int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out percent);
    }

    public override string ToString() => StringValue ?? IntValue.ToString(CultureInfo.InvariantCulture);

    public static implicit operator IntOrString(int value) => new(value);

    public static implicit operator IntOrString(string value) => new(value);
}
