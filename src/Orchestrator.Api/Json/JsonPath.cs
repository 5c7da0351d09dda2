using System.Text;
using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>The way from a document's root to one token, worked out by reading the document again up to the token's
/// offset.</summary>
internal sealed class JsonPath
{
    private readonly Step[] _steps;

    private JsonPath(Step[] steps) => _steps = steps;

    public bool IsRoot => _steps.Length == 0;

    /// <summary>Names alone, <c>spec.containers.name</c>: the form of type errors.</summary>
    public string FieldNames => string.Join('.', _steps.Where(step => step.Name is not null).Select(step => step.Name));

    public static JsonPath At(ReadOnlySpan<byte> utf8, long offset) => At(utf8, [offset])[0];

    /// <summary>The paths of several tokens in one pass; offsets ascend.</summary>
    public static JsonPath[] At(ReadOnlySpan<byte> utf8, ReadOnlySpan<long> offsets)
    {
        var found = new JsonPath[offsets.Length];
        var next = 0;
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = JsonCodec.MaxDepth });
        var steps = new List<Step>();
        while (next < offsets.Length && reader.Read())
        {
            Arrive(steps, ref reader);
            while (next < offsets.Length && reader.TokenStartIndex >= offsets[next])
                found[next++] = new([.. steps]);
            Leave(steps, reader.TokenType);
        }
        while (next < offsets.Length)
            found[next++] = new([]);
        return found;
    }

    /// <summary><c>spec.containers[0].name</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        foreach (var step in _steps)
        {
            if (step.Name is null)
                text.Append('[').Append(step.Index).Append(']');
            else
                text.Append(text.Length > 0 ? "." : "").Append(step.Name);
        }
        return text.ToString();
    }

    /// <summary>The Go names of the innermost type on the way and of what is wanted at its end.</summary>
    public (string Type, string Wanted) Locate(TypeSchema root)
    {
        var type = root;
        FieldSchema? field = null;
        var inside = false; // within the items of a list or map
        foreach (var step in _steps)
        {
            if (field is not null && field.Shape != SchemaShape.Single && !inside)
            {
                inside = true;
                continue;
            }
            if (field is not null)
            {
                if (field.Type is not { } nested)
                    break;
                type = nested;
            }
            field = step.Name is null ? null : type.Find(step.Name);
            inside = false;
            if (field is null)
                break;
        }
        return (type.ShortName, field is null ? type.GoName : field.GoName(inside));
    }

    // Where the reader stands: an array's items count up, an object's fields replace each other.
    private static void Arrive(List<Step> steps, ref Utf8JsonReader reader)
    {
        if (reader.TokenType is JsonTokenType.EndArray or JsonTokenType.EndObject)
        {
            steps.RemoveAt(steps.Count - 1);
            return;
        }
        if (steps.Count == 0)
            return;
        var last = steps[^1];
        if (reader.TokenType == JsonTokenType.PropertyName)
            steps[^1] = new(JsonText.GetString(ref reader), 0);
        else if (last.Name is null)
            steps[^1] = new(null, last.Index + 1);
    }

    private static void Leave(List<Step> steps, JsonTokenType token)
    {
        if (token == JsonTokenType.StartObject)
            steps.Add(new("", 0));
        else if (token == JsonTokenType.StartArray)
            steps.Add(new(null, -1));
    }

    private readonly record struct Step(string? Name, int Index);
}
