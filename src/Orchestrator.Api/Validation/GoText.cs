using System.Globalization;
using System.Text;

namespace Orchestrator.Api.Validation;

/// <summary>Values as Kubernetes' messages show them, which is how Go prints them.</summary>
public static class GoText
{
    /// <summary>In double quotes, with what cannot be seen escaped (<c>%q</c>).</summary>
    public static string Quote(string? text)
    {
        text ??= "";
        if (IsPlain(text))
            return $"\"{text}\"";
        var quoted = new StringBuilder(text.Length + 8).Append('"');
        foreach (var rune in text.EnumerateRunes())
            AppendRune(quoted, rune);
        return quoted.Append('"').ToString();
    }

    /// <summary>A field's bad value: text quoted, numbers and truth values bare,
    /// lists of text and records as JSON.</summary>
    public static string Value(object? value) => value switch
    {
        null => "null",
        string text => Quote(text),
        bool truth => truth ? "true" : "false",
        ValueList<string> list => $"[{string.Join(',', list.Select(Quote))}]",
        ValueMap<string> map => $"{{{string.Join(',', map.Select(e => $"{Quote(e.Key)}:{Quote(e.Value)}"))}}}",
        IntOrString { StringValue: { } text } => Quote(text),
        Quantity quantity => Quote(quantity.ToString()),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };

    private static bool IsPlain(string text)
    {
        foreach (var c in text)
        {
            if (c is < ' ' or > '~' or '"' or '\\')
                return false;
        }
        return true;
    }

    private static void AppendRune(StringBuilder to, Rune rune)
    {
        _ = rune.Value switch
        {
            '"' => to.Append("\\\""),
            '\\' => to.Append(@"\\"),
            '\a' => to.Append(@"\a"),
            '\b' => to.Append(@"\b"),
            '\f' => to.Append(@"\f"),
            '\n' => to.Append(@"\n"),
            '\r' => to.Append(@"\r"),
            '\t' => to.Append(@"\t"),
            '\v' => to.Append(@"\v"),
            < ' ' or 0x7F => to.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
            _ when IsPrintable(rune) => to.Append(rune.ToString()),
            < 0x10000 => to.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
            _ => to.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
        };
    }

    private static bool IsPrintable(Rune rune) =>
        rune.Value is ' ' || (!Rune.IsControl(rune) && !Rune.IsWhiteSpace(rune)
            && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned or UnicodeCategory.Surrogate));
}
