namespace Orchestrator.Api.Core.V1;

/// <summary>A variable of a container's environment.</summary>
[ApiType("io.k8s.api.core.v1.EnvVar")]
public sealed partial record EnvVar
{
    /// <summary>The variable's name, printable ASCII without an equals sign.</summary>
    [Field("name", 1, Required = true)]
    public string Name { get; init; } = "";

    /// <summary>Its value; $(VAR) of earlier variables and of Services is replaced, $$ stands for a dollar
    /// sign.</summary>
    [Field("value", 2)]
    public string? Value { get; init; }

    /// <summary>Where its value comes from; not together with a value.</summary>
    [Field("valueFrom", 3)]
    public EnvVarSource? ValueFrom { get; init; }
}
