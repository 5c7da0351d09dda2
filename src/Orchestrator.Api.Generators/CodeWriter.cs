using System.Text;

namespace Orchestrator.Api.Generators;

/// <summary>Lines of C#, indented by the blocks that are open.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    public void Line(string text = "")
    {
        if (text.Length > 0)
            _text.Append(' ', _depth * 4).Append(text);
        _text.Append('\n');
    }

    public void Open(string head)
    {
        Line(head);
        Line("{");
        _depth++;
    }

    public void Close(string tail = "")
    {
        _depth--;
        Line("}" + tail);
    }

    public override string ToString() => _text.ToString();
}
