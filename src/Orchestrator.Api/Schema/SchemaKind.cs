namespace Orchestrator.Api.Schema;

/// <summary>The kind of one value on the wire.</summary>
public enum SchemaKind
{
    String,
    Boolean,
    Int32,
    Int64,
    Double,

    /// <summary>RFC 3339 to the second.</summary>
    Time,

    /// <summary>RFC 3339 to the microsecond.</summary>
    MicroTime,

    /// <summary>A string; a number is read too.</summary>
    Quantity,

    IntOrString,

    /// <summary>Base64.</summary>
    Bytes,

    /// <summary>Any JSON object, kept as it came.</summary>
    RawJson,

    /// <summary>A list of text within a list or map; in protobuf a message whose field 1 holds the items.</summary>
    StringList,

    /// <summary>A type with a schema of its own.</summary>
    Object,
}

/// <summary>How a field holds its values.</summary>
public enum SchemaShape
{
    Single,
    List,

    /// <summary>Keyed by string.</summary>
    Map,
}
