namespace Orchestrator.Api.Selectors;

/// <summary>One term of a field selector.</summary>
/// <param name="Field">The path, such as <c>spec.nodeName</c>.</param>
/// <param name="Equal">False for <c>!=</c>.</param>
/// <param name="Value">The value, escapes resolved.</param>
public sealed record FieldRequirement(string Field, bool Equal, string Value)
{
    public override string ToString() =>
        $"{Field}{(Equal ? "=" : "!=")}{Value.Replace("\\", "\\\\").Replace(",", "\\,").Replace("=", "\\=")}";
}
