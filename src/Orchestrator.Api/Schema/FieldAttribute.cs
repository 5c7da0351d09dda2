namespace Orchestrator.Api.Schema;

/// <summary>One field of an API type: its names on the wire and how patches merge it.</summary>
/// <remarks>
/// Absence follows Kubernetes' own encoding. A nullable property is left out when null; a string without
/// <see cref="Pointer"/> also when empty; a number or bool when zero or false unless <see cref="Always"/>; lists and
/// maps
/// when empty unless <see cref="Always"/>; a nested record that is not nullable is always written.
/// </remarks>
/// <param name="json">The field's JSON name.</param>
/// <param name="number">The field's protobuf number, 0 where the type has no protobuf form.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string json, int number) : Attribute
{
    public string Json { get; } = json;

    public int Number { get; } = number;

    /// <summary>The protobuf number of the embedded message this field lies in; 0 when it lies in the type
    /// itself.</summary>
    public int Inline { get; set; }

    /// <summary>A string whose empty value differs from its absence.</summary>
    public bool Pointer { get; set; }

    /// <summary>Written even when zero, empty or (for times) null.</summary>
    public bool Always { get; set; }

    /// <summary>Listed under <c>required</c> in the OpenAPI schema.</summary>
    public bool Required { get; set; }

    /// <summary><c>merge</c>, <c>replace</c>, <c>retainKeys</c>, or a comma-separated pair: strategic merge
    /// patch.</summary>
    public string? PatchStrategy { get; set; }

    /// <summary>The key by which a strategic merge patch matches list items.</summary>
    public string? PatchMergeKey { get; set; }

    /// <summary><c>atomic</c>, <c>set</c> or <c>map</c>: server-side apply.</summary>
    public string? ListType { get; set; }

    public string[]? ListMapKeys { get; set; }

    /// <summary><c>atomic</c> or <c>granular</c>, for maps and nested records.</summary>
    public string? MapType { get; set; }
}
