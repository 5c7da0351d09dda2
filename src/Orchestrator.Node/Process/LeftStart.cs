namespace Orchestrator.Node.Process;

/// <summary>What became of a start that a killed runtime left without a note of its outcome.</summary>
/// <remarks>
/// Asked while the <see cref="StartsLock"/> is held, so that no child is on its way any more. The child itself makes
/// the "begun" file as its last act before it executes the program:
/// <code>
/// starting  begun  process   →
/// no        –      –           never ran
/// yes       no     –           never ran: the fork did not happen, or died before it executed anything
/// yes       yes    found       runs: taken over
/// yes       yes    none        may have run and is gone: 137, ContainerStatusUnknown
/// </code>
/// Files are not synced, so that after a reboot a missing one proves nothing.
/// </remarks>
/// <param name="NeverRan">Certain: it can simply be started, and is no restart.</param>
/// <param name="Leader">The program's pid, where it runs and no note says so.</param>
internal readonly record struct LeftStart(bool NeverRan, int? Leader)
{
    public static LeftStart Of(ProcessContainer container)
    {
        var record = container.Record;
        if (record.FinishedAt is not null || record.Process is not null)
            return default;
        if (!record.Starting)
            return new(true, null);
        if (record.StartingBootId == ProcessIdentity.CurrentBootId && !File.Exists(container.BegunFile))
            return new(true, null);
        return new(false, MarkedProcesses.FindLeader(record.Id, container.Log.DataFile));
    }
}
