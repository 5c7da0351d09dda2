using System.Globalization;
using System.Text;

namespace Orchestrator.Api.Validation;

/// <summary>Where a field lies in an object; written out only when something is wrong with it.</summary>
public sealed class FieldPath
{
    private readonly FieldPath? _parent;
    private readonly string? _name;
    private readonly int _index;
    private readonly bool _isSubscript;

    private FieldPath(FieldPath? parent, string? name, int index, bool isSubscript)
    {
        _parent = parent;
        _name = name;
        _index = index;
        _isSubscript = isSubscript;
    }

    /// <summary>A field of the object itself, such as <c>spec</c>.</summary>
    public static FieldPath Of(string name) => new(null, name, 0, false);

    /// <summary>A field of this one: <c>spec.containers</c>.</summary>
    public FieldPath Child(string name) => new(this, name, 0, false);

    /// <summary>An item of this list: <c>spec.containers[0]</c>.</summary>
    public FieldPath Index(int index) => new(this, null, index, true);

    /// <summary>An entry of this map: <c>data[key]</c>.</summary>
    public FieldPath Key(string key) => new(this, key, 0, true);

    public override string ToString()
    {
        var text = new StringBuilder();
        Append(text);
        return text.ToString();
    }

    private void Append(StringBuilder to)
    {
        _parent?.Append(to);
        if (_isSubscript)
            to.Append('[').Append(_name ?? _index.ToString(CultureInfo.InvariantCulture)).Append(']');
        else
            to.Append(to.Length > 0 ? "." : "").Append(_name);
    }
}
