namespace Orchestrator.Client;

/// <summary>What an informer tells a subscriber: changes in revision order, already visible to listers.</summary>
/// <param name="Changes">Empty only in a first batch of an empty cluster.</param>
/// <param name="Initial">The first batch of this subscription: everything present, as added. Later ones are
/// news.</param>
public sealed record InformerBatch(IReadOnlyList<ObjectChange> Changes, bool Initial);
