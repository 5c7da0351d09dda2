using Orchestrator.Api.Autoscaling.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;
using Orchestrator.Testing;

namespace Orchestrator.Api.Tests.Kinds;

public class ApiKindsTests
{
    public static TheoryData<string> Plurals => new(Samples.All.Keys);

    [Fact]
    public void All_NamesEveryResourceOnce()
    {
        Assert.Equal(Samples.All.Keys.Order(), ApiKinds.All.Select(kind => kind.Plural).Order());
    }

    [Fact]
    public void All_ResourceNamesAreKubernetes()
    {
        var lines = ApiKinds.All.Select(kind =>
            $"{kind.Plural,-16} {string.Join(',', kind.ShortNames),-7} {kind.Gvk.ApiVersion,-23} {kind.Namespaced,-6} "
            + $"{kind.Gvk.Kind,-15} {kind.Singular,-15} {string.Join(',', kind.Categories),-4} "
            + $"{string.Join(',', kind.Subresources.Select(path => path.Name))}");
        Golden.Text("resources.txt", string.Join('\n', lines.Select(line => line.TrimEnd())) + "\n");
    }

    [Fact]
    public void Lookups_FindTheSameDefinition()
    {
        var pods = ApiKinds.Of<Pod>();
        Assert.Same(pods, ApiKinds.Of(typeof(Pod)));
        Assert.Same(pods, ApiKinds.Find(Pod.GroupVersionKind));
        Assert.Same(pods, ApiKinds.Find("", "v1", "pods"));
        Assert.Equal("Scale", ApiKinds.Of<Scale>().Gvk.Kind);
    }

    [Fact]
    public void Lookups_WhatIsNotServed_IsNotFound()
    {
        Assert.Null(ApiKinds.Find("", "v1", "bindings"));
        Assert.Null(ApiKinds.Find("apps", "v1", "pods"));
        Assert.Null(ApiKinds.Find(new GroupVersionKind("apps", "v2", "Deployment")));
        Assert.Throws<ArgumentException>(() => ApiKinds.Of(typeof(KubeObject)));
    }

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Defaults_AreKubernetes(string plural)
    {
        var kind = Samples.Kind(plural);
        var stored = kind.PrepareForCreate(kind.Default(Samples.Read(plural)));
        Golden.Json($"defaults-{plural}.json", JsonCodec.Write(stored));
    }

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Defaults_Twice_ChangeNothing(string plural)
    {
        var kind = Samples.Kind(plural);
        var once = kind.Default(Samples.Read(plural));
        Assert.Equal(once, kind.Default(once));
    }

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Validate_MinimalObject_IsValid(string plural)
    {
        var kind = Samples.Kind(plural);
        var errors = new FieldErrors();
        kind.Validate(kind.PrepareForCreate(kind.Default(Samples.Read(plural))), errors);
        Assert.Empty(errors.Found);
    }

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Update_WithoutChange_IsValidAndChangesNothing(string plural)
    {
        var kind = Samples.Kind(plural);
        var created = kind.PrepareForCreate(kind.Default(Samples.Read(plural)));
        created = created with { Metadata = created.Metadata with { Uid = "u", ResourceVersion = "1" } };
        var updated = kind.PrepareForUpdate(kind.Default(created), created);
        var errors = new FieldErrors();
        kind.ValidateUpdate(updated, created, errors);
        Assert.Empty(errors.Found);
        Assert.Equal(created, updated);
    }

    [Theory]
    [MemberData(nameof(Plurals))]
    public void Columns_AreKubernetes(string plural)
    {
        var kind = Samples.Kind(plural);
        var value = kind.PrepareForCreate(kind.Default(Samples.Read(plural)));
        var now = DateTimeOffset.UnixEpoch.AddDays(100);
        value = value with { Metadata = value.Metadata with { CreationTimestamp = now.AddMinutes(-5) } };
        var lines = kind.Columns.Select(column =>
            $"{column.Name,-18} {column.Type,-8} {column.Format,-5} {column.Priority} {column.Cell(value, now)}".TrimEnd());
        Golden.Text($"columns-{plural}.txt", string.Join('\n', lines) + "\n");
    }

    [Fact]
    public void SelectableFields_AreKubernetes()
    {
        var lines = ApiKinds.All.SelectMany(kind => kind.SelectableFields.Select(field => $"{kind.Plural} {field.Key}"));
        Golden.Text("selectable-fields.txt", string.Join('\n', lines) + "\n");
    }
}
