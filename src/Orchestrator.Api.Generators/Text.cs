using System.Linq;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Orchestrator.Api.Generators;

internal static class Text
{
    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>The words of a symbol's own summary, tags and line breaks removed; empty where it has none.</summary>
    public static string Summary(ISymbol symbol)
    {
        var xml = symbol.GetDocumentationCommentXml();
        if (string.IsNullOrEmpty(xml))
            return "";
        try
        {
            var summary = XElement.Parse(xml).Element("summary");
            return summary is null
                ? ""
                : string.Join(" ", Words(summary).Split(Blanks, System.StringSplitOptions.RemoveEmptyEntries));
        }
        catch (XmlException)
        {
            return ""; // the compiler reports malformed documentation itself
        }
    }

    private static readonly char[] Blanks = [' ', '\n', '\r', '\t'];

    private static string Words(XElement element) => string.Concat(element.Nodes().Select(node => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" } reference => LastPart(reference.FirstAttribute?.Value ?? ""),
        XElement nested => Words(nested),
        _ => "",
    }));

    private static string LastPart(string name) => name.Substring(name.LastIndexOf('.') + 1);
}
