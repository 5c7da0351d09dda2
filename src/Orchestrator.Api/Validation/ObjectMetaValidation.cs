using System.Text;

namespace Orchestrator.Api.Validation;

/// <summary>The rules of <c>metadata</c>, the same for every kind.</summary>
public static class ObjectMetaValidation
{
    /// <summary>The most bytes keys and values of all annotations may have together.</summary>
    public const int AnnotationBytesMax = 256 * 1024;

    public const string Immutable = "field is immutable";

    private const string Orphan = "orphan";
    private const string ForegroundDeletion = "foregroundDeletion";

    private static readonly FieldPath Root = FieldPath.Of("metadata");

    /// <summary>Checks a new object's metadata; a generated name has been filled in.</summary>
    public static void Validate(
        ObjectMeta meta, bool namespaced, Func<string, ValueList<string>> nameFormat, FieldErrors errors)
    {
        if (!string.IsNullOrEmpty(meta.GenerateName))
        {
            errors.Invalid(
                Root.Child("generateName"), meta.GenerateName, nameFormat(WithoutTrailingDash(meta.GenerateName)));
        }
        if (string.IsNullOrEmpty(meta.Name))
            errors.Required(Root.Child("name"), "name or generateName is required");
        else
            errors.Invalid(Root.Child("name"), meta.Name, nameFormat(meta.Name));
        ValidateNamespace(meta.Namespace ?? "", namespaced, errors);
        if (meta.Generation < 0)
            errors.Invalid(Root.Child("generation"), meta.Generation, "must be greater than or equal to 0");
        ValidateMaps(meta, Root, errors);
        ValidateFinalizers(meta.Finalizers, Root.Child("finalizers"), errors);
    }

    /// <summary>Checks what an update may change of the metadata.</summary>
    public static void ValidateUpdate(ObjectMeta meta, ObjectMeta old, FieldErrors errors)
    {
        if (old.DeletionTimestamp is not null)
            ValidateNoNewFinalizers(meta.Finalizers, old.Finalizers, errors);
        if (meta.Generation < old.Generation)
            errors.Invalid(Root.Child("generation"), meta.Generation, "must not be decremented");
        ValidateImmutable("name", meta.Name ?? "", old.Name ?? "", errors);
        ValidateImmutable("namespace", meta.Namespace ?? "", old.Namespace ?? "", errors);
        ValidateImmutable("uid", meta.Uid ?? "", old.Uid ?? "", errors);
        ValidateImmutable("creationTimestamp", meta.CreationTimestamp, old.CreationTimestamp, errors);
        ValidateImmutable("deletionTimestamp", meta.DeletionTimestamp, old.DeletionTimestamp, errors);
        ValidateImmutable(
            "deletionGracePeriodSeconds", meta.DeletionGracePeriodSeconds, old.DeletionGracePeriodSeconds, errors);
        ValidateMaps(meta, Root, errors);
        ValidateFinalizers(meta.Finalizers, Root.Child("finalizers"), errors);
    }

    /// <summary>Checks the metadata of a Pod template: labels, annotations and finalizers.</summary>
    public static void ValidateTemplate(ObjectMeta meta, FieldPath path, FieldErrors errors)
    {
        ValidateLabels(meta.Labels, path.Child("labels"), errors);
        ValidateAnnotations(meta.Annotations, path.Child("annotations"), errors);
    }

    public static void ValidateLabels(ValueMap<string> labels, FieldPath path, FieldErrors errors)
    {
        foreach (var (key, value) in labels)
        {
            errors.Invalid(path, key, Names.QualifiedName(key));
            errors.Invalid(path, value, Names.LabelValue(value));
        }
    }

    public static void ValidateAnnotations(ValueMap<string> annotations, FieldPath path, FieldErrors errors)
    {
        var bytes = 0L;
        foreach (var (key, value) in annotations)
        {
            errors.Invalid(path, key, Names.QualifiedName(key.ToLowerInvariant()));
            bytes += Encoding.UTF8.GetByteCount(key) + Encoding.UTF8.GetByteCount(value);
        }
        if (bytes > AnnotationBytesMax)
            errors.TooLong(path, AnnotationBytesMax);
    }

    private static void ValidateMaps(ObjectMeta meta, FieldPath path, FieldErrors errors)
    {
        ValidateLabels(meta.Labels, path.Child("labels"), errors);
        ValidateAnnotations(meta.Annotations, path.Child("annotations"), errors);
        ValidateOwnerReferences(meta.OwnerReferences, path.Child("ownerReferences"), errors);
        for (var i = 0; i < meta.ManagedFields.Count; i++)
            ValidateManagedFields(meta.ManagedFields[i], path.Child("managedFields").Index(i), errors);
    }

    private static void ValidateNamespace(string ns, bool namespaced, FieldErrors errors)
    {
        var path = Root.Child("namespace");
        if (!namespaced)
        {
            if (ns.Length > 0)
                errors.Forbidden(path, "not allowed on this type");
        }
        else if (ns.Length == 0)
        {
            errors.Required(path);
        }
        else
        {
            errors.Invalid(path, ns, Names.Dns1123Label(ns));
        }
    }

    private static void ValidateOwnerReferences(ValueList<OwnerReference> owners, FieldPath path, FieldErrors errors)
    {
        string? controller = null;
        foreach (var owner in owners)
        {
            ValidateOwnerReference(owner, path, errors);
            if (owner.Controller is not true)
                continue;
            var name = $"{owner.Kind}/{owner.Name}";
            if (controller is null)
            {
                controller = name;
                continue;
            }
            errors.Invalid(
                path, owners.Select(o => $"{o.Kind}/{o.Name}").ToValueList(),
                "Only one reference can have Controller set to true. "
                + $"Found \"true\" in references for {controller} and {name}");
        }
    }

    private static void ValidateOwnerReference(OwnerReference owner, FieldPath path, FieldErrors errors)
    {
        if (owner.ApiVersion.Length == 0 || owner.ApiVersion.EndsWith('/'))
            errors.Invalid(path.Child("apiVersion"), owner.ApiVersion, "version must not be empty");
        if (owner.Kind.Length == 0)
            errors.Invalid(path.Child("kind"), owner.Kind, "kind must not be empty");
        if (owner.Name.Length == 0)
            errors.Invalid(path.Child("name"), owner.Name, "name must not be empty");
        if (owner.Uid.Length == 0)
            errors.Invalid(path.Child("uid"), owner.Uid, "uid must not be empty");
        if (owner is { ApiVersion: "v1", Kind: "Event" })
            errors.Invalid(path, $"{owner.Kind}/{owner.Name}", "/v1, Kind=Event is disallowed from being an owner");
    }

    private static void ValidateFinalizers(ValueList<string> finalizers, FieldPath path, FieldErrors errors)
    {
        for (var i = 0; i < finalizers.Count; i++)
            ValidateFinalizer(finalizers[i], path, path.Index(i), errors);
        if (finalizers.Contains(Orphan) && finalizers.Contains(ForegroundDeletion))
            errors.Invalid(path, finalizers, $"finalizer {Orphan} and {ForegroundDeletion} cannot be both set");
    }

    /// <summary>A finalizer is qualified by its owner's domain, or one of Kubernetes' own.</summary>
    internal static void ValidateFinalizer(string finalizer, FieldPath list, FieldPath item, FieldErrors errors)
    {
        errors.Invalid(list, finalizer, Names.QualifiedName(finalizer));
        if (!finalizer.Contains('/') && finalizer is not ("kubernetes" or Orphan or ForegroundDeletion))
            errors.Invalid(item, finalizer, "name is neither a standard finalizer name nor is it fully qualified");
    }

    private static void ValidateNoNewFinalizers(
        ValueList<string> finalizers, ValueList<string> old, FieldErrors errors)
    {
        var added = finalizers.Except(old, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (added.Count == 0)
            return;
        errors.Forbidden(
            Root.Child("finalizers"),
            "no new finalizers can be added if the object is being deleted, found new finalizers "
            + $"[]string{{{string.Join(", ", added.Select(GoText.Quote))}}}");
    }

    private static void ValidateManagedFields(ManagedFieldsEntry entry, FieldPath path, FieldErrors errors)
    {
        if (entry.Operation is not ("Apply" or "Update"))
            errors.Invalid(path.Child("operation"), entry.Operation ?? "", "must be `Apply` or `Update`");
        if (!string.IsNullOrEmpty(entry.FieldsType) && entry.FieldsType != "FieldsV1")
            errors.Invalid(path.Child("fieldsType"), entry.FieldsType, "must be `FieldsV1`");
        if (entry.Manager?.Length > 128)
            errors.TooLong(path.Child("manager"), 128);
        if (entry.Subresource?.Length > 256)
            errors.TooLong(path.Child("subresource"), 256);
    }

    private static void ValidateImmutable<T>(string field, T value, T old, FieldErrors errors)
    {
        if (!EqualityComparer<T>.Default.Equals(value, old))
            errors.Invalid(Root.Child(field), value, Immutable);
    }

    // A generated name gets random letters behind its dash, so the dash is no end.
    private static string WithoutTrailingDash(string name) =>
        name.Length > 1 && name.EndsWith('-') ? name[..^2] + "a" : name;
}
