using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Patches;

namespace Orchestrator.Api.Tests.Patches;

public class JsonPatchTests
{
    public static TheoryData<string, string, string, string> Applied => new()
    {
        { "add a field", """{"a":1}""", """[{"op":"add","path":"/b","value":[2]}]""", """{"a":1,"b":[2]}""" },
        { "add over a field", """{"a":1}""", """[{"op":"add","path":"/a","value":null}]""", """{"a":null}""" },
        { "add into a list", """{"a":[1,3]}""", """[{"op":"add","path":"/a/1","value":2}]""", """{"a":[1,2,3]}""" },
        {
            "add at the end", """{"a":[1]}""",
            """[{"op":"add","path":"/a/-","value":2},{"op":"add","path":"/a/2","value":3}]""", """{"a":[1,2,3]}"""
        },
        {
            "escaped names", """{"a/b":{"~":1}}""", """[{"op":"replace","path":"/a~1b/~0","value":2}]""",
            """{"a/b":{"~":2}}"""
        },
        {
            "remove", """{"a":1,"b":[1,2]}""", """[{"op":"remove","path":"/a"},{"op":"remove","path":"/b/0"}]""",
            """{"b":[2]}"""
        },
        { "replace", """{"a":[1,2]}""", """[{"op":"replace","path":"/a/1","value":{}}]""", """{"a":[1,{}]}""" },
        { "replace the whole", """{"a":1}""", """[{"op":"replace","path":"","value":{"b":1}}]""", """{"b":1}""" },
        {
            "move", """{"a":{"b":1},"c":{}}""", """[{"op":"move","from":"/a/b","path":"/c/d"}]""",
            """{"a":{},"c":{"d":1}}"""
        },
        {
            "move within a list", """{"a":[1,2,3]}""", """[{"op":"move","from":"/a/0","path":"/a/2"}]""",
            """{"a":[2,3,1]}"""
        },
        {
            "copy shares nothing", """{"a":{"b":1}}""",
            """[{"op":"copy","from":"/a","path":"/c"},{"op":"replace","path":"/c/b","value":2}]""",
                """{"a":{"b":1},"c":{"b":2}}"""
        },
        {
            "test", """{"a":{"x":1,"y":[true]}}""", """[{"op":"test","path":"/a","value":{"y":[true],"x":1.0}}]""",
            """{"a":{"x":1,"y":[true]}}"""
        },
        { "test of what is absent", """{}""", """[{"op":"test","path":"/a","value":null}]""", """{}""" },
    };

    public static TheoryData<string, string, PatchFailure, string> Refusals => new()
    {
        {
            "no list", """{"op":"add"}""", PatchFailure.BadPatch,
            "error decoding patch: json: cannot unmarshal object into Go value of type jsonpatch.Patch"
        },
        { "no JSON", "[", PatchFailure.BadPatch, "error decoding patch: invalid JSON" },
        { "unknown operation", """[{"op":"swap","path":"/a"}]""", PatchFailure.BadPatch, "Unexpected kind: swap" },
        { "no path", """[{"op":"remove"}]""", PatchFailure.BadPatch, "missing path field" },
        { "no value", """[{"op":"add","path":"/a"}]""", PatchFailure.BadPatch, "missing value field" },
        { "no from", """[{"op":"copy","path":"/a"}]""", PatchFailure.BadPatch, "missing from field" },
        { "bad pointer", """[{"op":"remove","path":"a"}]""", PatchFailure.BadPatch, "is not a JSON pointer" },
        {
            "test fails", """[{"op":"test","path":"/a","value":2}]""", PatchFailure.DoesNotApply,
            "testing value /a failed: test failed"
        },
        {
            "remove of nothing", """[{"op":"remove","path":"/x"}]""", PatchFailure.DoesNotApply,
            "Unable to remove nonexistent key: x"
        },
        {
            "replace of nothing", """[{"op":"replace","path":"/x","value":1}]""", PatchFailure.DoesNotApply,
            "replace operation does not apply: doc is missing key: /x: missing value"
        },
        {
            "no parent", """[{"op":"add","path":"/x/y","value":1}]""", PatchFailure.DoesNotApply,
            "add operation does not apply: doc is missing path: \"/x/y\": missing value"
        },
        {
            "outside the list", """[{"op":"add","path":"/l/3","value":1}]""", PatchFailure.DoesNotApply,
            "Unable to access invalid index: 3: invalid index referenced"
        },
        { "negative index", """[{"op":"remove","path":"/l/-1"}]""", PatchFailure.DoesNotApply, "invalid index" },
        { "leading zero", """[{"op":"remove","path":"/l/00"}]""", PatchFailure.DoesNotApply, "invalid index" },
        { "into itself", """[{"op":"move","from":"/o","path":"/o/p"}]""", PatchFailure.DoesNotApply, "lies inside" },
    };

    [Theory]
    [MemberData(nameof(Applied))]
    public void Operations_Apply(string row, string original, string patch, string expected) =>
        PatchCase.Check(PatchType.Json, Pod.Schema, row, original, patch, expected);

    [Theory]
    [MemberData(nameof(Refusals))]
    public void WrongPatch_IsRefused(string row, string patch, PatchFailure failure, string part)
    {
        var error = PatchCase.Refused(PatchType.Json, Pod.Schema, """{"a":1,"l":[1],"o":{}}""", patch);

        Assert.True(error.Failure == failure && error.Message.Contains(part, StringComparison.Ordinal),
            $"{row}: {error.Failure} {error.Message}");
    }

    [Fact]
    public void TooManyOperations_AreRefused()
    {
        var patch = "[" + string.Join(',', Enumerable.Repeat("""{"op":"test","path":"/a","value":1}""", 10_001)) + "]";

        var error = PatchCase.Refused(PatchType.Json, Pod.Schema, """{"a":1}""", patch);

        Assert.Equal(PatchFailure.TooLarge, error.Failure);
        Assert.Equal("The allowed maximum operations in a JSON patch is 10000, got 10001", error.Message);
    }

    [Fact]
    public void CopiesThatDouble_AreRefused()
    {
        var patch = "[" + string.Join(',', Enumerable.Repeat("""{"op":"copy","from":"/a","path":"/a/-"}""", 60)) + "]";

        var error = PatchCase.Refused(PatchType.Json, Pod.Schema, """{"a":[1]}""", patch);

        Assert.Equal(PatchFailure.TooLarge, error.Failure);
    }
}
