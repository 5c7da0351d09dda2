namespace Orchestrator.Api.Values;

/// <summary>The family of suffixes a quantity is written with.</summary>
public enum QuantityFormat : byte
{
    /// <summary><c>500m</c>, <c>12k</c>, <c>12M</c>: powers of 1000.</summary>
    DecimalSI,

    /// <summary><c>12Mi</c>: powers of 1024.</summary>
    BinarySI,

    /// <summary><c>12e6</c>.</summary>
    DecimalExponent,
}
