using Orchestrator.Api.Kinds;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Core.V1;

/// <summary>What the API knows of Namespaces.</summary>
public sealed class NamespaceKind : KindDefinition<Namespace>
{
    private const string NameLabel = "kubernetes.io/metadata.name";
    private const string Finalizer = "kubernetes";

    private static readonly ValueMap<Func<KubeObject, string>> Fields = ValueMap.Of<Func<KubeObject, string>>(
        ("status.phase", v => ((Namespace)v).Status.Phase ?? ""));

    private static readonly ValueList<Subresource> Paths =
    [
        new("status", Namespace.GroupVersionKind, ["get", "patch", "update"]),
        new("finalize", Namespace.GroupVersionKind, ["update"]),
    ];

    public override GroupVersionKind Gvk => Namespace.GroupVersionKind;

    public override string Plural => "namespaces";

    public override ValueList<string> ShortNames { get; } = ["ns"];

    public override bool Namespaced => false;

    public override ValueList<string> Verbs { get; } = ["create", "delete", "get", "list", "patch", "update", "watch"];

    public override ValueList<Subresource> Subresources => Paths;

    public override ValueList<PrinterColumn> Columns { get; } =
    [
        PrinterColumn.NameColumn,
        PrinterColumn.Text<Namespace>(
            "Status", "Whether it is in use or going away.", value => value.Status.Phase ?? ""),
        PrinterColumn.Age,
    ];

    public override ValueMap<Func<KubeObject, string>> SelectableFields => Fields;

    protected override ValueList<string> NameFormat(string name) => Names.Dns1123Label(name);

    protected override Namespace Default(Namespace value)
    {
        // So that every namespace can be selected by name.
        var name = value.Metadata.Name;
        if (string.IsNullOrEmpty(name) || value.Metadata.Labels[NameLabel] == name)
            return value;
        return value with { Metadata = value.Metadata with { Labels = value.Metadata.Labels.With(NameLabel, name) } };
    }

    protected override Namespace PrepareForCreate(Namespace value) => value with
    {
        Spec = value.Spec.Finalizers.Contains(Finalizer)
            ? value.Spec
            : value.Spec with { Finalizers = value.Spec.Finalizers.Add(Finalizer) },
        Status = new NamespaceStatus { Phase = "Active" },
    };

    protected override Namespace PrepareForUpdate(Namespace value, Namespace old) => value with
    {
        Spec = value.Spec with { Finalizers = old.Spec.Finalizers },
        Status = old.Status,
    };

    protected override Namespace PrepareForStatusUpdate(Namespace value, Namespace old) =>
        value with { Spec = old.Spec };

    /// <summary>Checks the finalizers that the <c>finalize</c> subresource is given.</summary>
    public static void ValidateFinalizers(ValueList<string> finalizers, FieldErrors errors)
    {
        for (var i = 0; i < finalizers.Count; i++)
        {
            var path = FieldPath.Of("spec").Child("finalizers").Index(i);
            ObjectMetaValidation.ValidateFinalizer(finalizers[i], path, path, errors);
        }
    }

    protected override void Validate(Namespace value, FieldErrors errors)
    {
        var path = FieldPath.Of("spec").Child("finalizers");
        foreach (var finalizer in value.Spec.Finalizers)
            ObjectMetaValidation.ValidateFinalizer(finalizer, path, path, errors);
    }

    protected override void ValidateStatusUpdate(Namespace value, Namespace old, FieldErrors errors)
    {
        var (expected, when) = value.Metadata.DeletionTimestamp is null
            ? ("Active", "is empty")
            : ("Terminating", "is not empty");
        if (value.Status.Phase != expected)
        {
            errors.Invalid(
                FieldPath.Of("status").Child("Phase"), value.Status.Phase ?? "",
                $"may only be '{expected}' if `deletionTimestamp` {when}");
        }
    }
}
