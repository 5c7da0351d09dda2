namespace Orchestrator.Api.Schema;

/// <summary>Marks a record whose JSON form and schema are generated from its <see cref="FieldAttribute"/>s.</summary>
/// <param name="openApiName">The type's name in Kubernetes' OpenAPI document, such as
/// <c>io.k8s.api.core.v1.PodSpec</c>.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ApiTypeAttribute(string openApiName) : Attribute
{
    public string OpenApiName { get; } = openApiName;
}
