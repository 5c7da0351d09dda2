namespace Orchestrator.Hosting.Clusters;

/// <summary>What <see cref="JournalSight"/> does to its member.</summary>
public interface IJournalSightPorts
{
    /// <summary>Asks the journal anything; fails, or does not end, where it is not reached. Its answer is noted like
    /// any other.</summary>
    ValueTask ProbeAsync(CancellationToken cancellation);

    /// <summary>Hands over what is placed here, and ends; called once.</summary>
    /// <param name="silence">How long the journal was not heard here.</param>
    /// <param name="hears">One that hears it.</param>
    void Leave(TimeSpan silence, JournalWitness hears);

    /// <summary>The journal is silent for longer than it may be, and this member stays; told once a silence.</summary>
    void Lost(TimeSpan silence);

    /// <summary>It is heard again after <see cref="Lost"/>.</summary>
    void Back();
}
