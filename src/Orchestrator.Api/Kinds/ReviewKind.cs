using Orchestrator.Api.Json;

namespace Orchestrator.Api.Kinds;

/// <summary>The base of kinds that are questions: created to be answered at once, and never stored.</summary>
/// <remarks>They have no name and no identity, so the rules of metadata do not hold for them.</remarks>
public abstract class ReviewKind<T> : KindDefinition
    where T : KubeObject, IApiType<T>
{
    public override Type ObjectType => typeof(T);

    public override TypeSchema Schema => T.Schema;

    public override bool Namespaced => false;

    public sealed override bool IsStored => false;

    public override ValueList<string> Verbs { get; } = ["create"];

    public override KubeObject ReadJson(ReadOnlySpan<byte> utf8, StrictErrors? strict = null) =>
        JsonCodec.Read<T>(utf8, strict);

    public sealed override void Validate(KubeObject value, Validation.FieldErrors errors) => Validate((T)value, errors);

    protected virtual void Validate(T value, Validation.FieldErrors errors)
    {
    }
}
