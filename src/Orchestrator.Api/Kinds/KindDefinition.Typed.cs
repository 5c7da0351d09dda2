using Orchestrator.Api.Json;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Kinds;

/// <summary>The typed base of built-in kinds: the rules of metadata are kept here,
/// so that a kind states only its own.</summary>
public abstract class KindDefinition<T> : KindDefinition
    where T : KubeObject, IApiType<T>
{
    public override Type ObjectType => typeof(T);

    public override TypeSchema Schema => T.Schema;

    public override KubeObject ReadJson(ReadOnlySpan<byte> utf8, StrictErrors? strict = null) =>
        JsonCodec.Read<T>(utf8, strict);

    public sealed override KubeObject Default(KubeObject value) => Default((T)value);

    public sealed override KubeObject PrepareForCreate(KubeObject value) =>
        PrepareForCreate((T)value with { Metadata = ObjectMetaRules.ForCreate(value.Metadata) });

    public sealed override KubeObject PrepareForUpdate(KubeObject value, KubeObject old) =>
        PrepareForUpdate(
            (T)value with { Metadata = ObjectMetaRules.ForUpdate(value.Metadata, old.Metadata) }, (T)old);

    public sealed override KubeObject PrepareForStatusUpdate(KubeObject value, KubeObject old) =>
        PrepareForStatusUpdate(
            (T)value with { Metadata = ObjectMetaRules.ForUpdate(value.Metadata, old.Metadata) }, (T)old);

    public sealed override KubeObject PrepareForSubresourceUpdate(
        string subresource, KubeObject value, KubeObject old) =>
        PrepareForSubresourceUpdate(
            subresource, (T)value with { Metadata = ObjectMetaRules.ForUpdate(value.Metadata, old.Metadata) }, (T)old);

    public sealed override void Validate(KubeObject value, FieldErrors errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, Namespaced, NameFormat, errors);
        Validate((T)value, errors);
    }

    public sealed override void ValidateUpdate(KubeObject value, KubeObject old, FieldErrors errors)
    {
        ValidateMetadataUpdate(value, old, errors);
        ValidateUpdate((T)value, (T)old, errors);
    }

    public sealed override void ValidateStatusUpdate(KubeObject value, KubeObject old, FieldErrors errors)
    {
        ValidateMetadataUpdate(value, old, errors);
        ValidateStatusUpdate((T)value, (T)old, errors);
    }

    public sealed override void ValidateSubresourceUpdate(
        string subresource, KubeObject value, KubeObject old, FieldErrors errors)
    {
        ValidateMetadataUpdate(value, old, errors);
        ValidateSubresourceUpdate(subresource, (T)value, (T)old, errors);
    }

    /// <summary>What is wrong with an object's name; the form of most is a DNS subdomain.</summary>
    protected virtual ValueList<string> NameFormat(string name) => Names.Dns1123Subdomain(name);

    protected virtual T Default(T value) => value;

    protected virtual T PrepareForCreate(T value) => value;

    protected virtual T PrepareForUpdate(T value, T old) => value;

    protected virtual T PrepareForStatusUpdate(T value, T old) => value;

    protected virtual T PrepareForSubresourceUpdate(string subresource, T value, T old) =>
        throw new ArgumentException($"{Plural} have no {subresource} to update", nameof(subresource));

    protected virtual void Validate(T value, FieldErrors errors)
    {
    }

    /// <summary>Where a kind says nothing else, an update must pass the rules of a create.</summary>
    protected virtual void ValidateUpdate(T value, T old, FieldErrors errors) => Validate(value, errors);

    protected virtual void ValidateStatusUpdate(T value, T old, FieldErrors errors)
    {
    }

    protected virtual void ValidateSubresourceUpdate(string subresource, T value, T old, FieldErrors errors)
    {
    }

    /// <summary>The value with generation 1 or, where <paramref name="changed"/>, one above the old one's.</summary>
    protected static T Generation(T value, T? old, bool changed)
    {
        var generation = old is null ? 1 : old.Metadata.Generation + (changed ? 1 : 0);
        return value.Metadata.Generation == generation
            ? value
            : value with { Metadata = value.Metadata with { Generation = generation } };
    }

    private void ValidateMetadataUpdate(KubeObject value, KubeObject old, FieldErrors errors)
    {
        if (!AllowsUnconditionalUpdate && string.IsNullOrEmpty(value.Metadata.ResourceVersion))
            errors.Invalid(FieldPath.Of("metadata").Child("resourceVersion"), "", "must be specified for an update");
        ObjectMetaValidation.ValidateUpdate(value.Metadata, old.Metadata, errors);
    }
}
