namespace Orchestrator.Api.Kinds;

/// <summary>One column of a kind's server-side table.</summary>
/// <param name="Type"><c>string</c>, <c>integer</c>, <c>date</c>, …: OpenAPI types, as in metav1.TableColumnDefinition.</param>
/// <param name="Format"><c>name</c> for the name column.</param>
/// <param name="Priority">0 always, 1 only with <c>-o wide</c>.</param>
/// <param name="Cell">The cell's value (string, long, bool or null) for an object at a moment.</param>
public sealed record PrinterColumn(
    string Name, string Type, string Format, string Description, int Priority,
    Func<KubeObject, DateTimeOffset, object?> Cell)
{
    /// <summary>The columns of kinds that define none.</summary>
    public static ValueList<PrinterColumn> NameAndAge { get; } = [];
}
