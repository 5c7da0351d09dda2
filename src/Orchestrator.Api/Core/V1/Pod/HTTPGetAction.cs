namespace Orchestrator.Api.Core.V1;

[ApiType("io.k8s.api.core.v1.HTTPGetAction")]
public sealed partial record HTTPGetAction
{
    [Field("path", 1)]
    public string? Path { get; init; }

    [Field("port", 2, Required = true)]
    public IntOrString Port { get; init; }

    [Field("host", 3)]
    public string? Host { get; init; }

    [Field("scheme", 4)]
    public string? Scheme { get; init; }

    [Field("httpHeaders", 5, ListType = "atomic")]
    public ValueList<HTTPHeader> HTTPHeaders { get; init; }
}
