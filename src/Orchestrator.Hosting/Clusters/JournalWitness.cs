namespace Orchestrator.Hosting.Clusters;

/// <summary>What another control plane says of the journal.</summary>
/// <param name="Member">Its address in the cluster.</param>
/// <param name="Silence">How long ago it last heard the journal.</param>
/// <param name="Steady">How long it had been hearing it by then.</param>
public sealed record JournalWitness(string Member, TimeSpan Silence, TimeSpan Steady);
