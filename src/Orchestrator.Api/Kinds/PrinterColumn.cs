namespace Orchestrator.Api.Kinds;

/// <summary>One column of a kind's server-side table.</summary>
/// <param name="Type"><c>string</c>, <c>integer</c>, <c>date</c>, …: OpenAPI types,
/// as in metav1.TableColumnDefinition.</param>
/// <param name="Format"><c>name</c> for the name column.</param>
/// <param name="Priority">0 always, 1 only with <c>-o wide</c>.</param>
/// <param name="Cell">The cell's value (string, long, bool or null) for an object at a moment.</param>
public sealed record PrinterColumn(
    string Name, string Type, string Format, string Description, int Priority,
    Func<KubeObject, DateTimeOffset, object?> Cell)
{
    /// <summary>The object's name.</summary>
    public static PrinterColumn NameColumn { get; } = new(
        "Name", "string", "name", "What the object is called; unique among its kind within its namespace.", 0,
        (value, _) => value.Metadata.Name ?? "");

    /// <summary>The time since the object was created.</summary>
    public static PrinterColumn Age { get; } = new(
        "Age", "string", "", "How long ago the object was created.", 0,
        (value, now) => HumanDuration.Since(value.Metadata.CreationTimestamp, now));

    /// <summary>The columns of kinds that define none: the moment of creation stands there as it is, for the client to
    /// make an age of.</summary>
    public static ValueList<PrinterColumn> NameAndCreation { get; } =
    [
        NameColumn,
        new(
            "Created At", "date", "", "When the object was created.", 0,
            (value, _) => value.Metadata.CreationTimestamp?.ToString() ?? "0001-01-01T00:00:00Z"),
    ];

    /// <summary>A text column that is always shown.</summary>
    public static PrinterColumn Text<T>(string name, string description, Func<T, string> cell)
        where T : KubeObject => new(name, "string", "", description, 0, (value, _) => cell((T)value));

    /// <summary>A text column shown with <c>-o wide</c>.</summary>
    public static PrinterColumn Wide<T>(string name, string description, Func<T, string> cell)
        where T : KubeObject => new(name, "string", "", description, 1, (value, _) => cell((T)value));

    /// <summary>A column of numbers.</summary>
    /// <param name="type"><c>integer</c>, or <c>string</c> where Kubernetes says so although it sends numbers.</param>
    public static PrinterColumn Number<T>(string name, string description, Func<T, long> cell, string type = "integer")
        where T : KubeObject => new(name, type, "", description, 0, (value, _) => cell((T)value));

    /// <summary>A text column that depends on the time.</summary>
    public static PrinterColumn Timed<T>(string name, string description, Func<T, DateTimeOffset, string> cell)
        where T : KubeObject => new(name, "string", "", description, 0, (value, now) => cell((T)value, now));
}
