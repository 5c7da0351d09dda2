using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Orchestrator.Api.Generators;

internal enum Shape
{
    Single,
    List,
    Map,
}

/// <summary>One [Field] property: its wire names, and the shape and kind of its value.</summary>
internal sealed class FieldModel
{
    private readonly Dictionary<string, TypedConstant> _named;

    private FieldModel(IPropertySymbol property, AttributeData field)
    {
        _named = field.NamedArguments.ToDictionary(argument => argument.Key, argument => argument.Value);
        Property = property.Name;
        Json = (string)field.ConstructorArguments[0].Value!;
        Number = (int)field.ConstructorArguments[1].Value!;
        Description = Text.Summary(property);
    }

    public string Property { get; }

    public string Json { get; }

    public int Number { get; }

    public string Description { get; }

    public Shape Shape { get; private set; }

    /// <summary>A member of SchemaKind: that of the value, or of the items of a list or map.</summary>
    public string Kind { get; private set; } = "";

    /// <summary>The C# type of the value or item, without its question mark.</summary>
    public string Type { get; private set; } = "";

    public bool Nullable { get; private set; }

    public bool Pointer => Flag("Pointer");

    public bool Always => Flag("Always");

    public bool Required => Flag("Required");

    public int Inline => _named.TryGetValue("Inline", out var value) ? (int)value.Value! : 0;

    public IEnumerable<string> ListMapKeys =>
        _named.TryGetValue("ListMapKeys", out var value) ? value.Values.Select(key => (string)key.Value!) : [];

    public static FieldModel From(IPropertySymbol property, AttributeData field)
    {
        var model = new FieldModel(property, field);
        var type = property.Type;
        model.Nullable = type.NullableAnnotation == NullableAnnotation.Annotated;
        if (type is INamedTypeSymbol { Name: "Nullable", IsValueType: true } nullable)
        {
            model.Nullable = true;
            type = nullable.TypeArguments[0];
        }
        if (type is INamedTypeSymbol { Name: "ValueList" or "ValueMap" } collection)
        {
            model.Shape = collection.Name == "ValueList" ? Shape.List : Shape.Map;
            type = collection.TypeArguments[0];
        }
        model.Kind = KindOf(type);
        model.Type = type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            .ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);
        return model;
    }

    public string? Named(string name) => _named.TryGetValue(name, out var value) ? (string?)value.Value : null;

    private bool Flag(string name) => _named.TryGetValue(name, out var value) && (bool)value.Value!;

    private static string KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_String => "String",
        SpecialType.System_Boolean => "Boolean",
        SpecialType.System_Int32 => "Int32",
        SpecialType.System_Int64 => "Int64",
        SpecialType.System_Double => "Double",
        _ when type is INamedTypeSymbol { Name: "ValueList" } list
            && list.TypeArguments[0].SpecialType == SpecialType.System_String => "StringList",
        _ => type.Name switch
        {
            "Time" or "MicroTime" or "Quantity" or "IntOrString" or "Bytes" or "RawJson" => type.Name,
            _ => "Object",
        },
    };
}
