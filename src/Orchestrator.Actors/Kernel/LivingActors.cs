namespace Orchestrator.Actors.Kernel;

/// <summary>Who in a tree keeps it from ending, for people who wait for that.</summary>
/// <remarks>A look from outside: what it tells may have changed when it is read.</remarks>
internal static class LivingActors
{
    private const int NamedMax = 8;

    /// <summary>Such as <c>/controllers/led/job in StartAsync, /controllers/led/pods in JobChanged</c>; those without
    /// living children, at most eight of them.</summary>
    public static string Under(IReadOnlyList<ActorCell> roots)
    {
        var leaves = new List<string>();
        foreach (var root in roots)
            Add(root, leaves);
        return leaves.Count <= NamedMax
            ? string.Join(", ", leaves)
            : string.Join(", ", leaves.Take(NamedMax)) + $", and {leaves.Count - NamedMax} more";
    }

    private static void Add(ActorCell cell, List<string> leaves)
    {
        var children = cell.Children.InOrder;
        foreach (var child in children)
            Add(child, leaves);
        if (children.Length == 0 && cell.Doing is { } doing)
            leaves.Add(doing.Length == 0 ? cell.Path : $"{cell.Path} in {doing}");
    }
}
