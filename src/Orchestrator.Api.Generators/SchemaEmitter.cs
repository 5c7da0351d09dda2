using System.Collections.Generic;
using System.Linq;

namespace Orchestrator.Api.Generators;

/// <summary>Emits the type's schema, built when first asked for: start-up pays nothing.</summary>
internal static class SchemaEmitter
{
    public static void Emit(CodeWriter code, ApiTypeModel type)
    {
        code.Line();
        code.Line("public static TypeSchema Schema => SchemaOnce.Value;");
        code.Line();
        code.Open("private static class SchemaOnce");
        code.Open("public static readonly TypeSchema Value = new()");
        code.Line($"OpenApiName = {Text.Literal(type.OpenApiName)},");
        if (type.Kind is not null)
            code.Line("Gvk = GroupVersionKind,");
        if (type.Description.Length > 0)
            code.Line($"Description = {Text.Literal(type.Description)},");
        code.Line("Fields =");
        code.Line("[");
        foreach (var field in type.Fields)
        {
            var members = string.Join(", ", Members(field));
            code.Line($"    new({Text.Literal(field.Json)}, SchemaKind.{field.Kind}) {{ {members} }},");
        }
        code.Line("],");
        code.Close(";");
        code.Close();
    }

    private static IEnumerable<string> Members(FieldModel field)
    {
        yield return $"Number = {field.Number}";
        if (field.Inline != 0)
            yield return $"Inline = {field.Inline}";
        if (field.Shape != Shape.Single)
            yield return $"Shape = SchemaShape.{field.Shape}";
        if (field.Kind == "Object")
            yield return $"TypeSource = static () => {field.Type}.Schema";
        if (field.Required)
            yield return "Required = true";
        if (field.Nullable || field.Shape != Shape.Single)
            yield return "Optional = true";
        foreach (var name in new[] { "PatchStrategy", "PatchMergeKey", "ListType", "MapType" })
        {
            if (field.Named(name) is { } value)
                yield return $"{name} = {Text.Literal(value)}";
        }
        var keys = field.ListMapKeys.ToList();
        if (keys.Count > 0)
            yield return $"ListMapKeys = [{string.Join(", ", keys.Select(Text.Literal))}]";
        if (field.Description.Length > 0)
            yield return $"Description = {Text.Literal(field.Description)}";
    }
}
