using Orchestrator.Api.Json;
using Orchestrator.Api.Validation;

namespace Orchestrator.Api.Kinds;

/// <summary>The typed base of built-in kinds.</summary>
public abstract class KindDefinition<T> : KindDefinition
    where T : KubeObject
{
    public override Type ObjectType => typeof(T);

    public override KubeObject ReadJson(ReadOnlySpan<byte> utf8, StrictErrors? strict = null) =>
        throw new NotImplementedException();

    public sealed override KubeObject Default(KubeObject value) => Default((T)value);

    public sealed override KubeObject PrepareForCreate(KubeObject value) => PrepareForCreate((T)value);

    public sealed override KubeObject PrepareForUpdate(KubeObject value, KubeObject old) =>
        PrepareForUpdate((T)value, (T)old);

    public sealed override KubeObject PrepareForStatusUpdate(KubeObject value, KubeObject old) =>
        PrepareForStatusUpdate((T)value, (T)old);

    public sealed override void Validate(KubeObject value, FieldErrors errors) => Validate((T)value, errors);

    public sealed override void ValidateUpdate(KubeObject value, KubeObject old, FieldErrors errors) =>
        ValidateUpdate((T)value, (T)old, errors);

    public sealed override void ValidateStatusUpdate(KubeObject value, KubeObject old, FieldErrors errors) =>
        ValidateStatusUpdate((T)value, (T)old, errors);

    protected virtual T Default(T value) => value;

    protected virtual T PrepareForCreate(T value) => value;

    protected virtual T PrepareForUpdate(T value, T old) => value;

    protected virtual T PrepareForStatusUpdate(T value, T old) => value;

    protected virtual void Validate(T value, FieldErrors errors)
    {
    }

    protected virtual void ValidateUpdate(T value, T old, FieldErrors errors)
    {
    }

    protected virtual void ValidateStatusUpdate(T value, T old, FieldErrors errors)
    {
    }
}
