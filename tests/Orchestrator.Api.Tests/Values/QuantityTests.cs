using FsCheck;
using FsCheck.Fluent;
using Orchestrator.Api.Values;

namespace Orchestrator.Api.Tests.Values;

public class QuantityTests
{
    private const string Regular =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private static readonly string[] Suffixes =
        ["n", "u", "m", "", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei", "e3", "e-3", "e1", "e7",
            "e20"];

    [Theory]
    [InlineData("0", "0")]
    [InlineData("0Gi", "0")]
    [InlineData("-0", "0")]
    [InlineData("1000m", "1")]
    [InlineData("1500m", "1500m")]
    [InlineData("1.5", "1500m")]
    [InlineData("0.1", "100m")]
    [InlineData(".5", "500m")]
    [InlineData("5.", "5")]
    [InlineData("+5", "5")]
    [InlineData("-5m", "-5m")]
    [InlineData("0010", "10")]
    [InlineData("1000", "1k")]
    [InlineData("1500", "1500")]
    [InlineData("1000k", "1M")]
    [InlineData("1000E", "1000E")]
    [InlineData("1024Mi", "1Gi")]
    [InlineData("1.5Gi", "1536Mi")]
    [InlineData("1000Ki", "1000Ki")]
    [InlineData("512Ki", "512Ki")]
    [InlineData("0.5Ki", "512")]
    [InlineData("0.0001Ki", "102400u")]
    [InlineData("100m", "100m")]
    [InlineData("1n", "1n")]
    [InlineData("0.1n", "1n")]
    [InlineData("-0.1n", "-1n")]
    [InlineData("1.1n", "2n")]
    [InlineData("1e3", "1e3")]
    [InlineData("1E3", "1e3")]
    [InlineData("100e1", "1e3")]
    [InlineData("12e0", "12")]
    [InlineData("1e-3", "1e-3")]
    [InlineData("12345e5", "1234500e3")]
    [InlineData("9223372036854775807", "9223372036854775807")]
    [InlineData("9223372036854775808", "9223372036854775808")]
    [InlineData("100Ei", "9223372036854775807")]
    [InlineData("8Ei", "9223372036854775807")]
    [InlineData("7Ei", "7Ei")]
    [InlineData("123456789012345678901234567890", "123456789012345678901234567890")]
    public void Parse_ToString_IsCanonical(string text, string canonical)
    {
        var quantity = Quantity.Parse(text);

        Assert.Equal(canonical, quantity.ToString());
        Assert.Equal(quantity, Quantity.Parse(canonical));
    }

    [Theory]
    [InlineData("", Regular)]
    [InlineData("-", Regular)]
    [InlineData(".", Regular)]
    [InlineData("Gi", Regular)]
    [InlineData("1 Gi", Regular)]
    [InlineData(" 1", Regular)]
    [InlineData("1x", Regular)]
    [InlineData("1.1.1", Regular)]
    [InlineData("1e3.5", Regular)]
    [InlineData("--1", Regular)]
    [InlineData("1kk", "unable to parse quantity's suffix")]
    [InlineData("1ki", "unable to parse quantity's suffix")]
    [InlineData("1K", "unable to parse quantity's suffix")]
    [InlineData("1e", "unable to parse quantity's suffix")]
    [InlineData("1m3", "unable to parse quantity's suffix")]
    [InlineData("1e1000000000", "unable to parse quantity's suffix")]
    [InlineData("1e99999999999999999999", "unable to parse quantity's suffix")]
    public void NoQuantity_IsRefusedInKubernetesWords(string text, string message)
    {
        Assert.Equal(message, Assert.Throws<FormatException>(() => Quantity.Parse(text)).Message);
        Assert.False(Quantity.TryParse(text, out _));
    }

    [Fact]
    public void EndlessDigits_AreRefusedAtOnce() =>
        Assert.Throws<FormatException>(() => Quantity.Parse(new string('9', 1_000_000)));

    [Theory]
    [InlineData("1500m", 2, 1500)]
    [InlineData("1", 1, 1000)]
    [InlineData("1u", 1, 1)]
    [InlineData("-1500m", -2, -1500)]
    [InlineData("128Mi", 134217728, 134217728000)]
    [InlineData("1E", 1000000000000000000, long.MaxValue)]
    [InlineData("100E", long.MaxValue, long.MaxValue)]
    [InlineData("-100E", long.MinValue, long.MinValue)]
    [InlineData("1e60", long.MaxValue, long.MaxValue)]
    [InlineData("0", 0, 0)]
    public void Value_RoundsAwayFromZero(string text, long value, long milli)
    {
        Assert.Equal(value, Quantity.Parse(text).Value);
        Assert.Equal(milli, Quantity.Parse(text).MilliValue);
    }

    [Theory]
    [InlineData("1", "1000m", 0)]
    [InlineData("1Gi", "1073741824", 0)]
    [InlineData("1Gi", "1G", 1)]
    [InlineData("999m", "1", -1)]
    [InlineData("-1", "1n", -1)]
    [InlineData("1e60", "1E", 1)]
    [InlineData("9223372036854775807", "9223372036854775808", -1)]
    [InlineData("1n", "9223372036854775807", -1)]
    [InlineData("0", "0Ki", 0)]
    public void CompareTo_IsByAmount(string left, string right, int expected)
    {
        Quantity a = Quantity.Parse(left), b = Quantity.Parse(right);

        Assert.Equal(expected, Math.Sign(a.CompareTo(b)));
        Assert.Equal(-expected, Math.Sign(b.CompareTo(a)));
        Assert.Equal(expected == 0, a == b);
        if (expected == 0)
            Assert.Equal(a.GetHashCode(), b.GetHashCode());
    }

    [Theory]
    [InlineData("1", "500m", "1500m", "500m")]
    [InlineData("1Gi", "512Mi", "1536Mi", "512Mi")]
    [InlineData("0", "1Gi", "1Gi", "-1Gi")]
    [InlineData("1Gi", "0", "1Gi", "1Gi")]
    [InlineData("1Gi", "1", "1073741825", "1073741823")]
    [InlineData("1Ki", "1m", "1024001m", "1023999m")]
    [InlineData("9223372036854775807", "1", "9223372036854775808", "9223372036854775806")]
    [InlineData("1n", "9E", "9000000000000000000000000001n", "-8999999999999999999999999999n")]
    public void AddAndSubtract(string left, string right, string sum, string difference)
    {
        Quantity a = Quantity.Parse(left), b = Quantity.Parse(right);

        Assert.Equal(sum, (a + b).ToString());
        Assert.Equal(difference, (a - b).ToString());
    }

    [Fact]
    public void Add_IsExact_WhateverTheScales() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int, int, int>((a, b, suffixes) =>
    {
        Quantity left = Of(a, suffixes), right = Of(b, suffixes / Suffixes.Length);
        var sum = left + right;
        return sum - right == left && sum == right + left && (left - left).IsZero && (left < right) == (right > left)
            && (left * 3) == left + left + left;
    }));

    [Fact]
    public void ToString_ReadsBackAsTheSameAmount() =>
        Check.QuickThrowOnFailure(Prop.ForAll<int, int>((number, suffix) =>
    {
        var quantity = Of(number, suffix);
        var text = quantity.ToString();
        return Quantity.Parse(text) is var read && read == quantity && read.ToString() == text;
    }));

    private static Quantity Of(int number, int suffix) =>
        Quantity.Parse($"{number}{Suffixes[(int)((uint)suffix % Suffixes.Length)]}");
}
