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

    public override string ToString() => StringValue ?? IntValue.ToString(CultureInfo.InvariantCulture);

    public static implicit operator IntOrString(int value) => new(value);

    public static implicit operator IntOrString(string value) => new(value);
}
