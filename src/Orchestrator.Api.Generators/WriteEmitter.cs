namespace Orchestrator.Api.Generators;

/// <summary>Emits WriteJson. What is left out when absent is said in FieldAttribute's remarks.</summary>
internal static class WriteEmitter
{
    public static void Emit(CodeWriter code, ApiTypeModel type)
    {
        code.Line();
        var modifier = type.IsKubeObject ? "override " : "";
        code.Open($"public {modifier}void WriteJson(global::System.Text.Json.Utf8JsonWriter writer)");
        code.Line("writer.WriteStartObject();");
        if (type.Kind is not null)
        {
            code.Line($"writer.WriteString(\"kind\"u8, {Text.Literal(type.Kind)}u8);");
            code.Line($"writer.WriteString(\"apiVersion\"u8, {Text.Literal(type.ApiVersion!)}u8);");
        }
        foreach (var field in type.Fields)
            EmitField(code, field);
        code.Line("writer.WriteEndObject();");
        code.Close();
    }

    private static void EmitField(CodeWriter code, FieldModel field)
    {
        var name = Text.Literal(field.Json) + "u8";
        switch (field.Shape)
        {
            case Shape.List:
                EmitCollection(code, field, $"writer.WriteStartArray({name});",
                    $"foreach (var item in {field.Property})", "item", "writer.WriteEndArray();");
                break;
            case Shape.Map:
                EmitCollection(code, field, $"writer.WriteStartObject({name});",
                    $"foreach (var entry in {field.Property})", "entry.Value", "writer.WriteEndObject();");
                break;
            default:
                EmitSingle(code, field, name);
                break;
        }
    }

    private static void EmitCollection(
        CodeWriter code, FieldModel field, string start, string loop, string item, string end)
    {
        if (!field.Always)
            code.Open($"if (!{field.Property}.IsEmpty)");
        code.Line(start);
        code.Open(loop);
        if (field.Shape == Shape.Map)
            code.Line("writer.WritePropertyName(entry.Key);");
        code.Line(Value(field.Kind, item));
        code.Close();
        code.Line(end);
        if (!field.Always)
            code.Close();
    }

    private static void EmitSingle(CodeWriter code, FieldModel field, string name)
    {
        var write = $"writer.WritePropertyName({name}); {Value(field.Kind, Present(field))}";
        if (Condition(field) is { } condition)
        {
            code.Line($"if ({condition}) {{ {write} }}");
            if (field is { Always: true, Nullable: true })
                code.Line($"else writer.WriteNull({name});");
        }
        else
        {
            code.Line(write);
        }
    }

    private static string Present(FieldModel field) =>
        field.Nullable && field.Kind is not "String" and not "Object" ? field.Property + ".Value" : field.Property;

    /// <summary>When the field is written; null for always.</summary>
    private static string? Condition(FieldModel field) => field switch
    {
        { Nullable: true, Kind: "String", Pointer: false } => $"!string.IsNullOrEmpty({field.Property})",
        { Nullable: true, Kind: "String" or "Object" } => $"{field.Property} is not null",
        { Nullable: true } => $"{field.Property}.HasValue",
        { Always: true } => null,
        { Kind: "Boolean" } => field.Property,
        { Kind: "Int32" or "Int64" or "Double" } => $"{field.Property} != 0",
        _ => null,
    };

    private static string Value(string kind, string value) => kind switch
    {
        "String" => $"writer.WriteStringValue({value});",
        "Boolean" => $"writer.WriteBooleanValue({value});",
        "Int32" or "Int64" or "Double" => $"writer.WriteNumberValue({value});",
        "Object" => $"{value}.WriteJson(writer);",
        _ => $"writer.WriteValue({value});",
    };
}
