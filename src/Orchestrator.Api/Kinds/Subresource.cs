namespace Orchestrator.Api.Kinds;

/// <summary>A path below an object, such as <c>status</c>, <c>scale</c> or <c>log</c>.</summary>
/// <param name="Name">The last part of the path.</param>
/// <param name="Kind">What travels there.</param>
/// <param name="Verbs">Verbs that discovery lists.</param>
public sealed record Subresource(string Name, GroupVersionKind Kind, ValueList<string> Verbs)
{
    /// <summary>Whether what is read there is no object, as a container's log.</summary>
    public bool IsText => Name == "log";
}
