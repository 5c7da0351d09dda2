using System.Text;

namespace Orchestrator.Api.Selectors;

/// <summary>Splits <c>a=b,c!=d</c>; in values a backslash stands before a comma, an equals sign or a
/// backslash.</summary>
internal static class FieldSelectorParser
{
    public static List<FieldRequirement> Parse(string text)
    {
        var terms = Split(text);
        terms.Sort(StringComparer.Ordinal);
        var requirements = new List<FieldRequirement>();
        foreach (var term in terms)
        {
            if (term.Length > 0)
                requirements.Add(ParseTerm(text, term));
        }
        return requirements;
    }

    private static List<string> Split(string text)
    {
        var terms = new List<string>();
        var start = 0;
        var escaped = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (escaped)
                escaped = false;
            else if (text[i] == '\\')
                escaped = true;
            else if (text[i] == ',')
            {
                terms.Add(text[start..i]);
                start = i + 1;
            }
        }
        terms.Add(text[start..]);
        return terms;
    }

    // The field has no escapes: the first operator splits the term.
    private static FieldRequirement ParseTerm(string text, string term)
    {
        for (var i = 0; i < term.Length; i++)
        {
            var rest = term.AsSpan(i);
            if (rest.StartsWith("!="))
                return new(term[..i], false, Unescape(term[(i + 2)..]));
            if (rest.StartsWith("=="))
                return new(term[..i], true, Unescape(term[(i + 2)..]));
            if (rest[0] == '=')
                return new(term[..i], true, Unescape(term[(i + 1)..]));
        }
        throw new SelectorException($"invalid selector: '{text}'; can't understand '{term}'");
    }

    private static string Unescape(string value)
    {
        if (value.AsSpan().IndexOfAny("\\,=") < 0)
            return value;
        var result = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is ',' or '=')
                throw new SelectorException($"invalid field selector: unescaped character in value: {(int)value[i]}");
            if (value[i] == '\\')
            {
                i++;
                if (i >= value.Length)
                    throw BadEscape("");
                if (value[i] is not ('\\' or ',' or '='))
                    throw BadEscape(value[i..(i + 1)]);
            }
            result.Append(value[i]);
        }
        return result.ToString();
    }

    private static SelectorException BadEscape(string escaped) =>
        new($"invalid field selector: invalid escape sequence: \\{escaped}");
}
