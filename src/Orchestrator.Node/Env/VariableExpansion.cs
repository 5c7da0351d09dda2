using System.Text;

namespace Orchestrator.Node.Env;

/// <summary>Kubernetes' <c>$(VAR)</c> syntax in env values, command and args.</summary>
/// <example><c>$(A)-$$(A)-$(NONE)</c> with A=1 gives <c>1-$(A)-$(NONE)</c>.</example>
public static class VariableExpansion
{
    /// <param name="lookup">Null for a variable that is not defined: its reference stays as written.</param>
    public static string Expand(string text, Func<string, string?> lookup)
    {
        if (!text.Contains('$'))
            return text;
        var expanded = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] != '$' || at + 1 == text.Length)
            {
                expanded.Append(text[at]);
                continue;
            }
            switch (text[at + 1])
            {
                case '$':
                    expanded.Append('$');
                    at++;
                    break;
                case '(' when text.IndexOf(')', at) is var close && close > 0:
                    var name = text[(at + 2)..close];
                    expanded.Append(lookup(name) ?? $"$({name})");
                    at = close;
                    break;
                default:
                    expanded.Append('$');
                    break;
            }
        }
        return expanded.ToString();
    }
}
