namespace Orchestrator.Store.Journals;

/// <summary>Who took over by a seal.</summary>
/// <param name="Candidate">A number that each store draws; <see cref="Nobody"/> where a leader only left.</param>
/// <param name="Address">The API address it advertises; null where it says none.</param>
internal sealed record Seal(ulong Candidate, string? Address)
{
    /// <summary>The candidate of a leader's own farewell: its epoch has ended and the next one is nobody's, so that
    /// whoever reads it may take over at once.</summary>
    public const ulong Nobody = 0;
}
