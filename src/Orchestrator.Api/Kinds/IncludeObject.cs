namespace Orchestrator.Api.Kinds;

/// <summary>How much of each object a table carries beside its cells.</summary>
public enum IncludeObject
{
    /// <summary>Its metadata, as a PartialObjectMetadata: what kubectl asks for.</summary>
    Metadata,

    None,

    /// <summary>The whole object.</summary>
    Object,
}
