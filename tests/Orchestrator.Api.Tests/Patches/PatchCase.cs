using System.Text;
using System.Text.Json.Nodes;
using Orchestrator.Api.Patches;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Patches;

internal static class PatchCase
{
    public static string Apply(PatchType type, TypeSchema schema, string original, string patch) =>
        Encoding.UTF8.GetString(
        PatchApplier.Apply(type, Encoding.UTF8.GetBytes(original), Encoding.UTF8.GetBytes(patch), schema));

    /// <summary>Lists compare in order, fields in any.</summary>
    public static void Check(PatchType type, TypeSchema schema, string row, string original, string patch,
        string expected)
    {
        var actual = Apply(type, schema, original, patch);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), JsonNode.Parse(actual)), $"{row}: {actual}");
    }

    public static PatchException Refused(PatchType type, TypeSchema schema, string original, string patch) =>
        Assert.Throws<PatchException>(() => Apply(type, schema, original, patch));
}
