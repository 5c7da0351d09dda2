using System.Linq;

namespace Orchestrator.Api.Generators;

/// <summary>Emits ReadJson: fields are gathered in locals and become one object initializer.</summary>
internal static class ReadEmitter
{
    private const int BitsPerWord = 64;

    public static void Emit(CodeWriter code, ApiTypeModel type)
    {
        code.Line();
        code.Open($"public static {type.Name} ReadJson(ref JsonInput input)");
        code.Line("if (!input.BeginObject())");
        code.Line("    return Empty;");
        foreach (var field in type.Fields)
            code.Line($"{LocalType(field)} _{field.Property} = {Initial(field)};");
        var fieldCount = type.Fields.Count + (type.Kind is null ? 0 : 2);
        for (var word = 0; word * BitsPerWord < fieldCount; word++)
            code.Line($"ulong seen{word} = 0;");
        code.Open("while (input.NextField(out var name))");
        code.Open("switch (FieldIndex(name))");
        for (var i = 0; i < fieldCount; i++)
        {
            code.Line($"case {i}:");
            code.Line($"    input.Mark(ref seen{i / BitsPerWord}, 1UL << {i % BitsPerWord});");
            code.Line(i < type.Fields.Count ? $"    {Assignment(type.Fields[i])}" : "    input.ReadString();");
            code.Line("    break;");
        }
        code.Line("default:");
        code.Line("    input.SkipUnknown();");
        code.Line("    break;");
        code.Close();
        code.Close();
        EmitResult(code, type, fieldCount);
        code.Close();
        EmitFieldIndex(code, type);
    }

    private static void EmitResult(CodeWriter code, ApiTypeModel type, int fieldCount)
    {
        if (fieldCount is > 0 and <= BitsPerWord)
        {
            code.Line("if (seen0 == 0)");
            code.Line("    return Empty;");
        }
        code.Open($"return new {type.Name}");
        foreach (var field in type.Fields)
            code.Line($"{field.Property} = _{field.Property},");
        code.Close(";");
    }

    private static void EmitFieldIndex(CodeWriter code, ApiTypeModel type)
    {
        var names = type.Fields.Select(field => field.Json).ToList();
        if (type.Kind is not null)
            names.AddRange(["kind", "apiVersion"]);
        code.Line();
        code.Open("private static int FieldIndex(global::System.ReadOnlySpan<byte> name)");
        code.Open("switch (name.Length)");
        var byLength = names.Select((name, index) => (name, index))
            .GroupBy(entry => entry.name.Length)
            .OrderBy(group => group.Key);
        foreach (var group in byLength)
        {
            code.Line($"case {group.Key}:");
            foreach (var (name, index) in group)
            {
                code.Line($"    if (global::System.MemoryExtensions.SequenceEqual(name, {Text.Literal(name)}u8))");
                code.Line($"        return {index};");
            }
            code.Line("    break;");
        }
        code.Close();
        code.Line("return -1;");
        code.Close();
    }

    private static string LocalType(FieldModel field) => field.Shape switch
    {
        Shape.List => $"ValueList<{field.Type}>",
        Shape.Map => $"ValueMap<{field.Type}>",
        _ => field.Type + (field.Nullable ? "?" : ""),
    };

    private static string Initial(FieldModel field) => field switch
    {
        { Shape: not Shape.Single } => "default",
        { Nullable: true } => $"default({field.Type}?)",
        { Kind: "String" } => "\"\"",
        { Kind: "Object" } => $"{field.Type}.Empty",
        _ => "default",
    };

    private static string Assignment(FieldModel field)
    {
        var local = "_" + field.Property;
        if (field.Shape != Shape.Single)
        {
            var read = field.Kind == "Object" ? $"{field.Type}.ReadJson" : $"JsonItems.{field.Kind}";
            return $"{local} = input.Read{field.Shape}<{field.Type}>({read});";
        }
        var value = field.Kind == "Object" ? $"{field.Type}.ReadJson(ref input)" : $"input.Read{field.Kind}()";
        return field switch
        {
            // An empty string that means the same as none is read as none, so that equal objects compare equal.
            { Kind: "String", Nullable: true, Pointer: false } => $"{local} = input.ReadStringOrNull();",
            { Nullable: true } => $"{local} = input.IsNull ? default({field.Type}?) : {value};",
            _ => $"{local} = {value};",
        };
    }
}
