namespace Orchestrator.Hosting.Clusters;

/// <summary>Whether a member that is to lead should leave, because its journal is lost to it alone. Pure.</summary>
/// <remarks>
/// <code>
///   here       others            verdict
///   heard      –                 stay
///   silent     one hears it      leave: what is placed here goes to the next oldest, and on from there if need be
///   silent     nobody hears it   stay: leaving would help nobody
///   silent     one has only just begun to hear it: the database is back, and will be heard here too: stay
/// </code>
/// </remarks>
internal static class JournalVerdict
{
    /// <summary>The one for whom to leave; null to stay.</summary>
    /// <param name="silence">How long this member has listened in vain.</param>
    /// <param name="others">What the others say, asked during that silence.</param>
    /// <param name="options">The bounds.</param>
    public static JournalWitness? LeaveFor(
        TimeSpan silence, IReadOnlyList<JournalWitness> others, JournalSightOptions options)
    {
        if (silence < options.LostAfter)
            return null;
        foreach (var other in others)
        {
            if (other.Silence <= options.HeardWithin && other.Steady >= options.SettledAfter)
                return other;
        }
        return null;
    }
}
