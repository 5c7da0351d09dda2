using Orchestrator.Actors;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Simulation;

/// <summary>A disk in virtual time that is slow, full, torn and lying as a seed decides, and that loses what was not
/// synced.</summary>
/// <remarks>
/// Every <see cref="Open"/> stands for a process: its calls take effect in order, each after a delay. <see
/// cref="Crash()"/> is the end of all processes at once: a write that was on its way is kept, kept in part (segments),
/// or lost. Without a crash two processes may have the disk open, as two control planes have one database: that is what
/// seals are for.
/// </remarks>
public sealed class SimulatedDisk(Entropy entropy, TimeProvider time, DiskFaults? faults = null)
{
    private readonly List<SimulatedJournal> _open = [];

    /// <summary>May be changed at any time.</summary>
    public DiskFaults Faults { get; set; } = faults ?? DiskFaults.None;

    /// <summary>While it is, writes fail and keep nothing.</summary>
    public bool IsFull { get; set; }

    /// <summary>Told each row as it is synced.</summary>
    internal Action<JournalRow>? Observer { get; set; }

    /// <summary>Seals that came behind rows their candidates had not read.</summary>
    internal int SealsBehindUnread { get; set; }

    /// <summary>What has been synced.</summary>
    internal MemoryJournal Content { get; } = new();

    internal Entropy Entropy { get; } = entropy;

    internal TimeProvider Time { get; } = time;

    /// <summary>A new process's view of the disk.</summary>
    public IJournal Open()
    {
        var journal = new SimulatedJournal(this);
        _open.Add(journal);
        return journal;
    }

    /// <summary>Every process that has the disk open dies now; their calls fail from here on.</summary>
    public void Crash()
    {
        foreach (var journal in _open)
            journal.Crash();
        _open.Clear();
    }

    /// <summary>One process dies.</summary>
    /// <param name="process">What <see cref="Open"/> gave it.</param>
    public void Crash(IJournal process)
    {
        var journal = (SimulatedJournal)process;
        journal.Crash();
        _open.Remove(journal);
    }

    /// <summary>Cuts one process off from the disk, or joins it again: meanwhile its calls fail, and what was under way
    /// may have taken effect or not.</summary>
    /// <param name="process">What <see cref="Open"/> gave it.</param>
    public void Cut(IJournal process, bool isCut) => ((SimulatedJournal)process).IsCut = isCut;

    internal void Appended(JournalRow row)
    {
        Observer?.Invoke(row);
        foreach (var journal in _open)
            journal.Notice(row.Position);
    }

    internal bool Happens(double chance) => chance > 0 && Entropy.NextDouble() < chance;
}
