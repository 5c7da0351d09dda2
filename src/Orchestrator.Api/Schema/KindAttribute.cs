namespace Orchestrator.Api.Schema;

/// <summary>Marks a record that travels alone: its JSON begins with <c>kind</c> and <c>apiVersion</c>.</summary>
/// <param name="apiVersion"><c>v1</c>, or <c>group/version</c>.</param>
/// <param name="kind">The kind, such as <c>Pod</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class KindAttribute(string apiVersion, string kind) : Attribute
{
    public string ApiVersion { get; } = apiVersion;

    public string Kind { get; } = kind;
}
