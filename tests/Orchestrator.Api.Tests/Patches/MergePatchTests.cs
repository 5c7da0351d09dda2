using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;
using Orchestrator.Api.Patches;

namespace Orchestrator.Api.Tests.Patches;

public class MergePatchTests
{
    public static TheoryData<string, string, string, string> Applied => new()
    {
        { "set", """{"a":"b"}""", """{"a":"c"}""", """{"a":"c"}""" },
        { "add", """{"a":"b"}""", """{"b":1}""", """{"a":"b","b":1}""" },
        { "remove", """{"a":1,"b":2}""", """{"a":null}""", """{"b":2}""" },
        { "remove nothing", """{"b":2}""", """{"a":null}""", """{"b":2}""" },
        { "lists replace", """{"a":[1,2]}""", """{"a":[3]}""", """{"a":[3]}""" },
        { "objects merge", """{"a":{"b":1,"c":2}}""", """{"a":{"b":9,"c":null}}""", """{"a":{"b":9}}""" },
        { "an object over text", """{"a":"x"}""", """{"a":{"b":null,"c":1}}""", """{"a":{"c":1}}""" },
        { "nulls of new objects go", """{}""", """{"a":{"b":{"c":null}}}""", """{"a":{"b":{}}}""" },
        { "nulls in lists stay", """{}""", """{"a":[null]}""", """{"a":[null]}""" },
        {
            "numbers keep their digits", """{"n":12345678901234567890,"f":1.10}""", """{"a":1}""",
            """{"n":12345678901234567890,"f":1.10,"a":1}"""
        },
    };

    [Theory]
    [MemberData(nameof(Applied))]
    public void Patch_Applies(string row, string original, string patch, string expected) =>
        PatchCase.Check(PatchType.Merge, Pod.Schema, row, original, patch, expected);

    [Fact]
    public void WhatIsNotTouched_ComesOutAsItWentIn() => Assert.Equal(
        """{"z":1.50,"a":{"y":"ü","b":[1e3]}}""",
        PatchCase.Apply(PatchType.Merge, Pod.Schema, """{"z":1.50,"a":{"y":"ü","b":[1e3],"x":0}}""",
            """{"a":{"x":null}}"""));

    [Theory]
    [InlineData("[]")]
    [InlineData("1")]
    [InlineData("{")]
    [InlineData("null")]
    public void NoObject_IsRefused(string patch) =>
        Assert.Equal(PatchFailure.BadPatch, PatchCase.Refused(PatchType.Merge, Pod.Schema, "{}", patch).Failure);

    [Fact]
    public void DeepPatch_IsRefused()
    {
        var patch = string.Concat(Enumerable.Repeat("{\"a\":", 100_000)) + "1" + new string('}', 100_000);

        Assert.Equal(PatchFailure.BadPatch, PatchCase.Refused(PatchType.Merge, Pod.Schema, "{}", patch).Failure);
    }

    [Fact]
    public void RepeatedField_TakesTheLaterAndIsReported()
    {
        var strict = new StrictErrors();

        var result = PatchApplier.Apply(PatchType.Merge, "{}"u8, """{"a":{"b":1,"b":2}}"""u8, Pod.Schema, strict);

        Assert.Equal("""{"a":{"b":2}}"""u8.ToArray(), result);
        Assert.Equal(["duplicate field \"a.b\""], strict.Found);
    }
}
