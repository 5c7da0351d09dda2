using Orchestrator.Api.Core.V1;

namespace Orchestrator.Api.Tests.Validation;

public class ObjectMetaValidationTests
{
    private const string Qualified =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an "
        + "alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is "
        + "'([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private static readonly ConfigMap Old = Stored();

    public static TheoryData<Broken<ConfigMap>> Rows =>
    [
        Meta("no name", m => m with { Name = null }, "metadata.name: Required value: name or generateName is required"),
        Meta("no namespace", m => m with { Namespace = null }, "metadata.namespace: Required value"),
        Meta("namespace", m => m with { Namespace = "a.b" },
            "metadata.namespace: Invalid value: \"a.b\": must not contain dots"),
        Meta("label key", m => m with { Labels = ValueMap.Of(("a b", "c")) },
            $"metadata.labels: Invalid value: \"a b\": {Qualified}"),
        Meta("annotation key", m => m with { Annotations = ValueMap.Of(("a b", "c")) },
            $"metadata.annotations: Invalid value: \"a b\": {Qualified}"),
        Meta("annotations too long", m => m with { Annotations = ValueMap.Of(("a", new string('x', 256 * 1024))) },
            "metadata.annotations: Too long: may not be more than 262144 bytes"),
        Meta("generation", m => m with { Generation = -1 },
            "metadata.generation: Invalid value: -1: must be greater than or equal to 0"),
        Meta("finalizer", m => m with { Finalizers = ["mine"] },
            "metadata.finalizers[0]: Invalid value: \"mine\": name is neither a standard finalizer name nor is it fully qualified"),
        Meta("both finalizers", m => m with { Finalizers = ["orphan", "foregroundDeletion"] },
            "metadata.finalizers: Invalid value: [\"orphan\",\"foregroundDeletion\"]: finalizer orphan and foregroundDeletion cannot be both set"),
        Meta("owner without uid", m => m with { OwnerReferences = [Owner("a") with { Uid = "" }] },
            "metadata.ownerReferences.uid: Invalid value: \"\": uid must not be empty"),
        Meta("two controllers", m => m with { OwnerReferences = [Owner("a"), Owner("b")] },
            "metadata.ownerReferences: Invalid value: [\"Node/a\",\"Node/b\"]: Only one reference can have Controller set to true. Found \"true\" in references for Node/a and Node/b"),
    ];

    [Theory]
    [MemberData(nameof(Rows))]
    public void Create_OneRuleBroken_SaysWhichAndHow(Broken<ConfigMap> row) =>
        Assert.Equal(row.Errors, Samples.Errors(row.Break(Samples.Read<ConfigMap>(Samples.All["configmaps"]))));

    [Fact]
    public void Create_GeneratedName_MayEndWithADash() => Assert.Empty(Samples.Errors(Old with
    {
        Metadata = Old.Metadata with { GenerateName = "web-", Name = "web-x" },
    }));

    [Fact]
    public void Create_Deleting_IsNotBornDying()
    {
        var created = Samples.Created(Old with { Metadata = Old.Metadata with { DeletionTimestamp = new Time() } });
        Assert.Null(created.Metadata.DeletionTimestamp);
    }

    [Fact]
    public void Update_NameNamespaceUid_AreImmutable() => Assert.Equal(
        [
            "metadata.name: Invalid value: \"x\": field is immutable",
            "metadata.namespace: Invalid value: \"y\": field is immutable",
            "metadata.uid: Invalid value: \"z\": field is immutable",
        ],
        Samples.UpdateErrors(
            Old with { Metadata = Old.Metadata with { Name = "x", Namespace = "y", Uid = "z" } }, Old));

    [Fact]
    public void Update_WhatTheServerSets_IsKept()
    {
        var sent = new ConfigMap { Metadata = new ObjectMeta { Name = "settings", Namespace = "default" } };
        var updated = Samples.Kind("configmaps").PrepareForUpdate(sent, Old).Metadata;
        Assert.Equal((Old.Metadata.Uid, Old.Metadata.CreationTimestamp), (updated.Uid, updated.CreationTimestamp));
    }

    [Fact]
    public void Update_FinalizerAddedWhileDeleting_IsForbidden()
    {
        var deleting = Old with { Metadata = Old.Metadata with { DeletionTimestamp = new Time() } };
        Assert.Equal(
            ["metadata.finalizers: Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{\"example.com/a\"}"],
            Samples.UpdateErrors(
                deleting with { Metadata = deleting.Metadata with { Finalizers = ["example.com/a"] } }, deleting));
    }

    private static OwnerReference Owner(string name) =>
        new() { ApiVersion = "v1", Kind = "Node", Name = name, Uid = "u", Controller = true };

    private static ConfigMap Stored()
    {
        var map = Samples.Created(Samples.Read<ConfigMap>(Samples.All["configmaps"]));
        return map with
        {
            Metadata = map.Metadata with { Uid = "u", ResourceVersion = "1", CreationTimestamp = new Time() },
        };
    }

    private static Broken<ConfigMap> Meta(string name, Func<ObjectMeta, ObjectMeta> change, params string[] errors) =>
        new(name, map => map with { Metadata = change(map.Metadata) }, errors);
}
