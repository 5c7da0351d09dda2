using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Patches;
using Orchestrator.Api.Schema;

namespace Orchestrator.Api.Tests.Patches;

public class StrategicMergeTests
{
    public static TheoryData<string, string, string, string> OfPods => new()
    {
        {
            "containers merge by name, the patch's first",
            """{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b","image":"1"}]}}""",
            """{"spec":{"containers":[{"name":"c","image":"3"},{"name":"b","image":"2"}]}}""",
            """{"spec":{"containers":[{"name":"c","image":"3"},{"name":"a","image":"1"},{"name":"b","image":"2"}]}}"""
        },
        {
            "nested lists merge by their own keys",
            """{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"1"},{"name":"Y","value":"2"}]}]}}""",
            """{"spec":{"containers":[{"name":"a","env":[{"name":"Y","value":"3"}]}]}}""",
            """{"spec":{"containers":[{"name":"a","env":[{"name":"X","value":"1"},{"name":"Y","value":"3"}]}]}}"""
        },
        {
            "lists that do not merge are replaced",
            """{"spec":{"containers":[{"name":"a","args":["1","2"]}],"tolerations":[{"key":"a"}]}}""",
            """{"spec":{"containers":[{"name":"a","args":["3"]}],"tolerations":[{"key":"b"}]}}""",
            """{"spec":{"containers":[{"name":"a","args":["3"]}],"tolerations":[{"key":"b"}]}}"""
        },
        {
            "an item is deleted by its key",
            """{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""",
            """{"spec":{"containers":[{"$patch":"delete","name":"a"}]}}""",
            """{"spec":{"containers":[{"name":"b"}]}}"""
        },
        {
            "an item that is not there is deleted without harm",
            """{"spec":{"containers":[{"name":"b"}]}}""",
            """{"spec":{"containers":[{"$patch":"delete","name":"a"}]}}""",
            """{"spec":{"containers":[{"name":"b"}]}}"""
        },
        {
            "a list is replaced",
            """{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""",
            """{"spec":{"containers":[{"name":"c"},{"$patch":"replace"}]}}""",
            """{"spec":{"containers":[{"name":"c"}]}}"""
        },
        {
            "an object is replaced",
            """{"spec":{"securityContext":{"runAsUser":1,"fsGroup":2}}}""",
            """{"spec":{"securityContext":{"$patch":"replace","runAsGroup":3}}}""",
            """{"spec":{"securityContext":{"runAsGroup":3}}}"""
        },
        {
            "an object is emptied",
            """{"spec":{"securityContext":{"runAsUser":1},"nodeName":"n"}}""",
            """{"spec":{"securityContext":{"$patch":"delete"}}}""",
            """{"spec":{"securityContext":{},"nodeName":"n"}}"""
        },
        {
            "null removes, known or not",
            """{"metadata":{"labels":{"a":"1","b":"2"}},"spec":{"nodeName":"n"}}""",
            """{"metadata":{"labels":{"a":null,"c":null}},"spec":{"nodeName":null,"hostname":null}}""",
            """{"metadata":{"labels":{"b":"2"}},"spec":{}}"""
        },
        {
            "nulls do not enter with new values",
            """{"spec":{}}""",
            """{"spec":{"affinity":{"nodeAffinity":null,"podAffinity":{}}}}""",
            """{"spec":{"affinity":{"podAffinity":{}}}}"""
        },
        {
            "finalizers merge as a set",
            """{"metadata":{"finalizers":["a","b"]}}""",
            """{"metadata":{"finalizers":["c","a"]}}""",
            """{"metadata":{"finalizers":["c","a","b"]}}"""
        },
        {
            "finalizers are deleted by value",
            """{"metadata":{"finalizers":["a","b","c"]}}""",
            """{"metadata":{"$deleteFromPrimitiveList/finalizers":["a","x"]}}""",
            """{"metadata":{"finalizers":["b","c"]}}"""
        },
        {
            "an order of finalizers is set",
            """{"metadata":{"finalizers":["a","b","c"]}}""",
            """{"metadata":{"$setElementOrder/finalizers":["d","b","a"],"finalizers":["d"]}}""",
            """{"metadata":{"finalizers":["d","b","a","c"]}}"""
        },
        {
            "an order alone moves items",
            """{"spec":{"containers":[{"name":"a","image":"1"},{"name":"b"},{"name":"c"}]}}""",
            """{"spec":{"$setElementOrder/containers":[{"name":"c"},{"name":"a"},{"name":"b"}]}}""",
            """{"spec":{"containers":[{"name":"c"},{"name":"a","image":"1"},{"name":"b"}]}}"""
        },
        {
            "an order with a change and an addition",
            """{"spec":{"containers":[{"name":"a"},{"name":"injected"},{"name":"b"}]}}""",
            """{"spec":{"$setElementOrder/containers":[{"name":"a"},{"name":"b"},{"name":"n"}],"containers":[{"name":"b","image":"2"},{"name":"n"}]}}""",
            """{"spec":{"containers":[{"name":"a"},{"name":"injected"},{"name":"b","image":"2"},{"name":"n"}]}}"""
        },
        {
            "an order with a deletion, as apply sends it",
            """{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}""",
            """{"spec":{"$setElementOrder/containers":[{"name":"b"}],"containers":[{"$patch":"delete","name":"a"}]}}""",
            """{"spec":{"containers":[{"name":"b"}]}}"""
        },
        {
            "a first list, with its order",
            """{"spec":{}}""",
            """{"spec":{"$setElementOrder/containers":[{"name":"a"},{"name":"b"}],"containers":[{"name":"a"},{"name":"b"}]}}""",
            """{"spec":{"containers":[{"name":"a"},{"name":"b"}]}}"""
        },
        {
            "a volume changes its source and drops the old one",
            """{"spec":{"volumes":[{"name":"v","emptyDir":{"medium":"Memory"}}]}}""",
            """{"spec":{"volumes":[{"$retainKeys":["name","hostPath"],"name":"v","hostPath":{"path":"/x"}}]}}""",
            """{"spec":{"volumes":[{"name":"v","hostPath":{"path":"/x"}}]}}"""
        },
        {
            "ports merge by number",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"protocol":"TCP"}]}]}}""",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"name":"http"},{"containerPort":81}]}]}}""",
            """{"spec":{"containers":[{"name":"a","ports":[{"containerPort":80,"protocol":"TCP","name":"http"},{"containerPort":81}]}]}}"""
        },
        {
            "what the type does not know stays for the strict check",
            """{"spec":{"nodeName":"n"}}""",
            """{"spec":{"nope":{"a":1}},"other":[1]}""",
            """{"spec":{"nodeName":"n","nope":{"a":1}},"other":[1]}"""
        },
        {
            "another type of value replaces",
            """{"spec":{"nodeName":"n","containers":[{"name":"a"}]}}""",
            """{"spec":{"nodeName":["x"],"containers":"y"}}""",
            """{"spec":{"nodeName":["x"],"containers":"y"}}"""
        },
        {
            "conditions merge by type",
            """{"status":{"conditions":[{"type":"Ready","status":"False"},{"type":"Initialized","status":"True"}]}}""",
            """{"status":{"$setElementOrder/conditions":[{"type":"Ready"}],"conditions":[{"type":"Ready","status":"True"}]}}""",
            """{"status":{"conditions":[{"type":"Ready","status":"True"},{"type":"Initialized","status":"True"}]}}"""
        },
    };

    public static TheoryData<string, string, PatchFailure, string> Refusals => new()
    {
        {
            "no merge key", """{"spec":{"containers":[{"image":"x"}]}}""", PatchFailure.DoesNotApply,
            "map: {\"image\":\"x\"} does not contain declared merge key: name"
        },
        {
            "unknown directive", """{"spec":{"$patch":"explode"}}""", PatchFailure.BadPatch,
            "unknown patch type: explode in map"
        },
        {
            "merge of a list", """{"spec":{"containers":[{"$patch":"merge"}]}}""", PatchFailure.BadPatch,
            "merging lists cannot yet be specified in the patch"
        },
        {
            "retained keys leave one out", """{"spec":{"$retainKeys":["a"],"nodeName":"x"}}""", PatchFailure.BadPatch,
            "invalid patch format of retainKeys"
        },
        {
            "retained keys are no list", """{"spec":{"$retainKeys":1}}""", PatchFailure.BadPatch,
            "invalid patch format of retainKeys"
        },
        {
            "an order is no list", """{"spec":{"$setElementOrder/containers":1}}""", PatchFailure.BadPatch,
            "expected a slice, but received a number"
        },
        {
            "deletions are no list", """{"metadata":{"$deleteFromPrimitiveList/finalizers":1}}""",
            PatchFailure.BadPatch, "invalid patch format of primitive list"
        },
        {
            "changes in another order than the one set",
            """{"spec":{"$setElementOrder/containers":[{"name":"a"},{"name":"b"}],"containers":[{"name":"b"},{"name":"a"}]}}""",
            PatchFailure.BadPatch, "doesn't match $setElementOrder/ list"
        },
        {
            "text among containers", """{"spec":{"containers":["a"]}}""", PatchFailure.BadPatch,
            "expected a map, but received a string"
        },
    };

    [Theory]
    [MemberData(nameof(OfPods))]
    public void Patch_OfPod(string row, string original, string patch, string expected) =>
        PatchCase.Check(PatchType.StrategicMerge, Pod.Schema, row, original, patch, expected);

    [Theory]
    [MemberData(nameof(Refusals))]
    public void WrongPatch_IsRefused(string row, string patch, PatchFailure failure, string part)
    {
        var error = PatchCase.Refused(PatchType.StrategicMerge, Pod.Schema,
            """{"metadata":{"finalizers":["a"]},"spec":{"containers":[{"name":"a"}]}}""", patch);

        Assert.True(error.Failure == failure && error.Message.Contains(part, StringComparison.Ordinal),
            $"{row}: {error.Failure} {error.Message}");
    }

    [Fact]
    public void StrategyOfADeployment_KeepsOnlyTheRetainedKeys() => PatchCase.Check(
        PatchType.StrategicMerge, Deployment.Schema, "strategy",
        """{"spec":{"replicas":3,"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}}""",
        """{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}""",
        """{"spec":{"replicas":3,"strategy":{"type":"Recreate"}}}""");

    [Fact]
    public void LongLists_AreMergedWithoutTheirProduct()
    {
        var items = string.Join(',', Enumerable.Range(0, 50_000).Select(i => $"\"f{i}\""));
        var reversed = string.Join(',', Enumerable.Range(0, 50_000).Reverse().Select(i => $"\"f{i}\""));

        var result = PatchCase.Apply(PatchType.StrategicMerge, Pod.Schema,
            $$$"""{"metadata":{"finalizers":[{{{items}}}]}}""", $$$"""{"metadata":{"finalizers":[{{{reversed}}}]}}""");

        Assert.Equal($$$"""{"metadata":{"finalizers":[{{{reversed}}}]}}""", result);
    }

    [Fact]
    public void Schema_KnowsHowListsMerge()
    {
        var containers = Pod.Schema.Find("spec")!.Type!.Find("containers")!;

        Assert.Equal(SchemaShape.List, containers.Shape);
        Assert.Equal("name", containers.PatchMergeKey);
        Assert.True(containers is { Merges: true, Required: true, ListType: "map" });
        Assert.Equal(["name"], containers.ListMapKeys);
        Assert.Equal("io.k8s.api.core.v1.Container", containers.Type!.OpenApiName);
        Assert.Null(Pod.Schema.Find("nope"));
    }
}
