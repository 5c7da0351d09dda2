using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Schema;

public class TypeSchemaTests
{
    [Fact]
    public void EveryReachableType_IsConsistent()
    {
        var seen = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var kind in ApiKinds.All)
            Visit(kind.Schema, seen);

        Assert.Contains("io.k8s.api.core.v1.Toleration", seen);
        Assert.True(seen.Count > 150, $"{seen.Count}");
    }

    [Fact]
    public void Field_HasWhatTheWireNeeds()
    {
        var resources = Container.Schema.Find("resources")!;
        var limits = resources.Type!.Find("limits")!;
        var hostPath = Volume.Schema.Find("hostPath")!;

        Assert.Equal((SchemaKind.Object, SchemaShape.Single, 8), (resources.Kind, resources.Shape, resources.Number));
        Assert.Equal((SchemaKind.Quantity, SchemaShape.Map, 1), (limits.Kind, limits.Shape, limits.Number));
        Assert.Equal((1, 2), (hostPath.Number, hostPath.Inline));
        Assert.Equal(GroupVersionKindOf("v1", "Pod"), Pod.Schema.Gvk);
        Assert.Null(PodSpec.Schema.Gvk);
    }

    private static GroupVersionKind GroupVersionKindOf(string version, string kind) => new("", version, kind);

    // Names and protobuf numbers are unique within a type; lists that merge have a key that their items know.
    private static void Visit(TypeSchema type, SortedSet<string> seen)
    {
        if (!seen.Add(type.OpenApiName))
            return;
        Assert.Equal(type.Fields.Count,
            type.Fields.Select(field => field.Name).Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(type.Fields.Count, type.Fields.Select(field => (field.Inline, field.Number)).Distinct().Count());
        foreach (var field in type.Fields)
        {
            if (field.Kind != SchemaKind.Object)
                continue;
            var nested = field.Type!;
            if (field is { Merges: true, Shape: SchemaShape.List })
                Assert.NotNull(nested.Find(field.PatchMergeKey!));
            foreach (var key in field.ListMapKeys)
                Assert.NotNull(nested.Find(key));
            Visit(nested, seen);
        }
    }
}
