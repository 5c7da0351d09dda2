using Orchestrator.Api;

namespace Orchestrator.Client;

/// <summary>One step of one object: added (no old), modified, or deleted (no new; old is its last state).</summary>
/// <remarks>Old and new are always the same object, by uid: a name that was deleted and created again is two
/// steps.</remarks>
public readonly record struct ObjectChange(KubeObject? Old, KubeObject? New)
{
    /// <summary>The newest state there is.</summary>
    public KubeObject Object => New ?? Old!;

    public bool IsAdded => Old is null;

    public bool IsDeleted => New is null;
}

/// <summary>The typed form of <see cref="ObjectChange"/>.</summary>
public readonly record struct ObjectChange<T>(T? Old, T? New)
    where T : KubeObject
{
    public T Object => New ?? Old!;

    public bool IsAdded => Old is null;

    public bool IsDeleted => New is null;

    public static ObjectChange<T> From(ObjectChange change) => new((T?)change.Old, (T?)change.New);
}
