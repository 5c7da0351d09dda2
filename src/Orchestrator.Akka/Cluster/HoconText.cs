using System.Buffers;
using System.Text;
using Hocon;

namespace Orchestrator.Akka.Cluster;

/// <summary>Writes parsed HOCON as text that needs no substitution: every value in quotes, what was left out left
/// out.</summary>
/// <remarks>Hocon's own printer keeps quotes and backslashes of the source as they were, and doubles some.</remarks>
internal static class HoconText
{
    private static readonly SearchValues<char> Bare =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_");

    public static string Render(HoconRoot root)
    {
        var text = new StringBuilder();
        AppendFields(text, root.Value.GetObject(), "");
        return text.ToString();
    }

    private static void AppendFields(StringBuilder text, HoconObject? fields, string indent)
    {
        foreach (var (name, field) in fields ?? HoconObject.Empty)
        {
            if (field.Type == HoconType.Empty)
                continue;
            text.Append(indent);
            AppendKey(text, name);
            text.Append(field.Type == HoconType.Object ? " " : " = ");
            AppendValue(text, field.Value, indent);
            text.Append('\n');
        }
    }

    private static void AppendValue(StringBuilder text, HoconValue value, string indent)
    {
        switch (value.Type)
        {
            case HoconType.Object:
                text.Append("{\n");
                AppendFields(text, value.GetObject(), indent + "  ");
                text.Append(indent).Append('}');
                break;
            case HoconType.Array:
                AppendItems(text, value.GetArray(), indent);
                break;
            default:
                AppendQuoted(text, value.GetString());
                break;
        }
    }

    private static void AppendItems(StringBuilder text, IEnumerable<HoconValue> items, string indent)
    {
        var between = "[";
        foreach (var item in items)
        {
            if (item.Type == HoconType.Empty)
                continue;
            text.Append(between);
            AppendValue(text, item, indent);
            between = ", ";
        }
        text.Append(between == "[" ? "[]" : "]");
    }

    private static void AppendKey(StringBuilder text, string name)
    {
        if (name.AsSpan().ContainsAnyExcept(Bare))
            AppendQuoted(text, name);
        else
            text.Append(name);
    }

    private static void AppendQuoted(StringBuilder text, string? value)
    {
        text.Append('"');
        foreach (var c in value ?? "")
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                '\n' => text.Append("\\n"),
                '\r' => text.Append("\\r"),
                '\t' => text.Append("\\t"),
                _ => text.Append(c),
            };
        }
        text.Append('"');
    }
}
