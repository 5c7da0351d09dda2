using System.Globalization;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Selectors;

/// <summary>One term of a label selector. Immutable, valid once made.</summary>
public sealed class LabelRequirement
{
    private readonly long _number;

    private LabelRequirement(string key, LabelOperator op, ValueList<string> values)
    {
        Key = key;
        Operator = op;
        Values = values;
        if (op is LabelOperator.GreaterThan or LabelOperator.LessThan)
            _number = long.Parse(values[0], CultureInfo.InvariantCulture);
    }

    public string Key { get; }

    public LabelOperator Operator { get; }

    /// <summary>Sorted, each once.</summary>
    public ValueList<string> Values { get; }

    /// <exception cref="SelectorException">The key, the values or their number are wrong for the operator.</exception>
    public static LabelRequirement Of(string key, LabelOperator op, IEnumerable<string> values)
    {
        var sorted = new SortedSet<string>(values, StringComparer.Ordinal).ToValueList();
        var errors = new List<string>();
        if (Names.QualifiedName(key) is { IsEmpty: false } wrongKey)
            errors.Add($"key: Invalid value: {GoText.Quote(key)}: {string.Join("; ", wrongKey)}");
        if (WrongCount(op, sorted) is { } wrongCount)
            errors.Add($"values: Invalid value: {GoText.Value(sorted)}: {wrongCount}");
        for (var i = 0; i < sorted.Count; i++)
        {
            if (Names.LabelValue(sorted[i]) is { IsEmpty: false } wrongValue)
                errors.Add(
                    $"values[{i}][{key}]: Invalid value: {GoText.Quote(sorted[i])}: {string.Join("; ", wrongValue)}");
        }
        return errors.Count switch
        {
            0 => new(key, op, sorted),
            1 => throw new SelectorException(errors[0]),
            _ => throw new SelectorException($"[{string.Join(", ", errors)}]"),
        };
    }

    /// <summary>Equality, unchecked: for labels that are already in an object.</summary>
    internal static LabelRequirement Trusted(string key, string value) => new(key, LabelOperator.Equal, [value]);

    public bool Matches(ValueMap<string> labels)
    {
        var has = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            LabelOperator.Equal or LabelOperator.In => has && HasValue(value!),
            LabelOperator.NotEqual or LabelOperator.NotIn => !has || !HasValue(value!),
            LabelOperator.Exists => has,
            LabelOperator.DoesNotExist => !has,
            LabelOperator.GreaterThan =>
                has && long.TryParse(value, CultureInfo.InvariantCulture, out var number) && number > _number,
            _ => has && long.TryParse(value, CultureInfo.InvariantCulture, out var number) && number < _number,
        };
    }

    public override string ToString() => Operator switch
    {
        LabelOperator.Equal => $"{Key}={Values[0]}",
        LabelOperator.NotEqual => $"{Key}!={Values[0]}",
        LabelOperator.In => $"{Key} in ({string.Join(',', Values)})",
        LabelOperator.NotIn => $"{Key} notin ({string.Join(',', Values)})",
        LabelOperator.Exists => Key,
        LabelOperator.DoesNotExist => "!" + Key,
        LabelOperator.GreaterThan => $"{Key}>{Values[0]}",
        _ => $"{Key}<{Values[0]}",
    };

    private bool HasValue(string value)
    {
        foreach (var wanted in Values.AsSpan())
        {
            if (wanted == value)
                return true;
        }
        return false;
    }

    private static string? WrongCount(LabelOperator op, ValueList<string> values) => op switch
    {
        LabelOperator.In or LabelOperator.NotIn =>
            values.IsEmpty ? "for 'in', 'notin' operators, values set can't be empty" : null,
        LabelOperator.Equal or LabelOperator.NotEqual =>
            values.Count == 1 ? null : "exact-match compatibility requires one single value",
        LabelOperator.Exists or LabelOperator.DoesNotExist =>
            values.IsEmpty ? null : "values set must be empty for exists and does not exist",
        _ when values.Count != 1 => "for 'Gt', 'Lt' operators, exactly one value is required",
        _ => long.TryParse(values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _)
            ? null
            : "for 'Gt', 'Lt' operators, the value must be an integer",
    };
}
