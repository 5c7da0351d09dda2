using System.Text;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Cli.Commands;

namespace Orchestrator.Cli.Tokens;

/// <summary>Bootstrap tokens as <c>kubeadm token list</c> shows them. Pure.</summary>
internal static class TokenTable
{
    private const int Padding = 3;

    private static readonly string[] Head =
        ["TOKEN", "TTL", "EXPIRES", "USAGES", "DESCRIPTION", "EXTRA GROUPS"];

    /// <summary>Empty for no tokens.</summary>
    public static string Text(IEnumerable<BootstrapTokenSecret> tokens, DateTimeOffset now)
    {
        var rows = tokens.OrderBy(token => token.Token.Id, StringComparer.Ordinal).Select(token => Row(token, now))
            .ToList();
        if (rows.Count == 0)
            return "";
        rows.Insert(0, Head);
        var widths = Enumerable.Range(0, Head.Length).Select(column => rows.Max(row => row[column].Length)).ToArray();
        var text = new StringBuilder();
        foreach (var row in rows)
        {
            for (var column = 0; column < row.Length - 1; column++)
                text.Append(row[column].PadRight(widths[column] + Padding));
            text.Append(row[^1]).Append('\n');
        }
        return text.ToString();
    }

    private static string[] Row(BootstrapTokenSecret token, DateTimeOffset now)
    {
        var ttl = token.TimeLeft(now) switch
        {
            null => "<forever>",
            { Ticks: 0 } => "<invalid>",
            { } left => new GoDuration(left).Short,
        };
        return
        [
            token.Token.ToString(), ttl, OrElse(token.Expiration, "<never>"), OrElse(Usages(token), "<none>"),
            OrElse(token.Description, "<none>"), OrElse(token.ExtraGroups, "<none>"),
        ];
    }

    private static string Usages(BootstrapTokenSecret token) => (token.MayAuthenticate, token.MaySign) switch
    {
        (true, true) => "authentication,signing",
        (true, false) => "authentication",
        (false, true) => "signing",
        _ => "",
    };

    private static string OrElse(string text, string other) => text.Length > 0 ? text : other;
}
