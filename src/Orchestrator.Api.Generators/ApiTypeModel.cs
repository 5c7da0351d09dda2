using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;

namespace Orchestrator.Api.Generators;

/// <summary>What the emitters need to know of one [ApiType] record.</summary>
internal sealed class ApiTypeModel
{
    public string Namespace { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string OpenApiName { get; private set; } = "";

    /// <summary><c>v1</c> or <c>group/version</c>; null where the type does not travel alone.</summary>
    public string? ApiVersion { get; private set; }

    public string? Kind { get; private set; }

    public bool IsKubeObject { get; private set; }

    public string Description { get; private set; } = "";

    public List<FieldModel> Fields { get; } = [];

    public string GvkExpression
    {
        get
        {
            var slash = ApiVersion!.IndexOf('/');
            var group = slash < 0 ? "" : ApiVersion.Substring(0, slash);
            var version = ApiVersion.Substring(slash + 1);
            return $"new({Text.Literal(group)}, {Text.Literal(version)}, {Text.Literal(Kind!)})";
        }
    }

    public static ApiTypeModel From(INamedTypeSymbol type)
    {
        var model = new ApiTypeModel
        {
            Namespace = type.ContainingNamespace.ToDisplayString(),
            Name = type.Name,
            OpenApiName = (string)Attribute(type, "ApiTypeAttribute")!.ConstructorArguments[0].Value!,
            IsKubeObject = type.BaseType?.Name == "KubeObject",
            Description = Text.Summary(type),
        };
        if (Attribute(type, "KindAttribute") is { } kind)
        {
            model.ApiVersion = (string)kind.ConstructorArguments[0].Value!;
            model.Kind = (string)kind.ConstructorArguments[1].Value!;
        }
        if (model.IsKubeObject)
            model.AddFields(type.BaseType!);
        model.AddFields(type);
        return model;
    }

    private void AddFields(INamedTypeSymbol type)
    {
        foreach (var property in type.GetMembers().OfType<IPropertySymbol>())
        {
            if (Attribute(property, "FieldAttribute") is { } field)
                Fields.Add(FieldModel.From(property, field));
        }
    }

    private static AttributeData? Attribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => attribute.AttributeClass?.Name == name);
}
