using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Orchestrator.Api.Generators;

/// <summary>Completes every record marked [ApiType].</summary>
[Generator]
public sealed class ApiTypeGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var types = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Orchestrator.Api.Schema.ApiTypeAttribute",
            static (node, _) => node is RecordDeclarationSyntax,
            static (found, _) => (INamedTypeSymbol)found.TargetSymbol);
        context.RegisterSourceOutput(types, static (output, type) =>
        {
            var ns = type.ContainingNamespace.ToDisplayString();
            var members = $"public static readonly {type.Name} Empty = new();";
            if (type.BaseType?.Name == "KubeObject")
            {
                var kind = type.GetAttributes().First(a => a.AttributeClass?.Name == "KindAttribute");
                var parts = ((string)kind.ConstructorArguments[0].Value!).Split('/');
                var (group, version) = parts.Length == 2 ? (parts[0], parts[1]) : ("", parts[0]);
                members += $$"""

                    public static readonly GroupVersionKind GroupVersionKind =
                        new("{{group}}", "{{version}}", "{{kind.ConstructorArguments[1].Value}}");
                    public override GroupVersionKind Gvk => GroupVersionKind;
                    public override void WriteJson(System.Text.Json.Utf8JsonWriter writer) => throw new System.NotImplementedException();
                """;
            }
            output.AddSource($"{ns}.{type.Name}.g.cs", $$"""
                namespace {{ns}};
                partial record {{type.Name}} { {{members}} }
                """);
        });
    }
}
