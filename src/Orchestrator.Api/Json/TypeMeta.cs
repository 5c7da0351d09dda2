using System.Text.Json;

namespace Orchestrator.Api.Json;

/// <summary>What a document says it is.</summary>
/// <param name="ApiVersion"><c>v1</c> or <c>group/version</c>; empty where absent.</param>
/// <param name="Kind">Such as <c>Pod</c>; empty where absent.</param>
public readonly record struct TypeMeta(string ApiVersion, string Kind)
{
    internal static TypeSchema Schema { get; } = new()
    {
        OpenApiName = "io.k8s.apimachinery.pkg.apis.meta.v1.TypeMeta",
        Fields = [new("kind", SchemaKind.String), new("apiVersion", SchemaKind.String)],
    };

    internal static TypeMeta Read(ReadOnlySpan<byte> utf8)
    {
        var input = new JsonInput(utf8, strict: null);
        input.Start();
        string? apiVersion = null, kind = null;
        if (!input.BeginObject())
            return new("", "");
        while ((apiVersion is null || kind is null) && input.NextField(out var name))
        {
            if (name.SequenceEqual("kind"u8))
                kind = input.ReadString();
            else if (name.SequenceEqual("apiVersion"u8))
                apiVersion = input.ReadString();
            else
                input.SkipUnknown();
        }
        return new(apiVersion ?? "", kind ?? "");
    }
}
