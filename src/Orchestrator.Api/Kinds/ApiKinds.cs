namespace Orchestrator.Api.Kinds;

/// <summary>The built-in kinds.</summary>
public static class ApiKinds
{
    public static ValueList<KindDefinition> All { get; } = [];

    /// <summary>The definition of a record type.</summary>
    /// <exception cref="ArgumentException">The type is no built-in kind.</exception>
    public static KindDefinition Of<T>()
        where T : KubeObject => Of(typeof(T));

    public static KindDefinition Of(Type type)
    {
        foreach (var kind in All)
        {
            if (kind.ObjectType == type)
                return kind;
        }
        throw new ArgumentException($"{type.Name} is not a built-in kind", nameof(type));
    }
}
