using Orchestrator.Actors;
using Orchestrator.Actors.Simulated;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests.Simulation;

/// <summary>Appoints and dismisses stores as a seed decides: one after the other, several at a time, or
/// nobody.</summary>
internal sealed class Appointments(
    SimulatedActorSystem system, Entropy chance, IReadOnlyList<SimulatedProcess> processes)
{
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private readonly List<(SimulatedProcess Of, Task Task)> _dismissals = [];

    public int Dismissals { get; private set; }

    public void Step()
    {
        switch (chance.Next(12))
        {
            case 0:
                Move();
                break;
            case 1:
                Appoint(Any());
                break;
            case 2:
                Dismiss(Any());
                break;
            case 3:
                Appoint(Any());
                Dismiss(Any());
                break;
            case 4 or 5:
                Settle();
                break;
        }
    }

    /// <summary>Somebody living is appointed.</summary>
    public void Settle()
    {
        if (!processes.Any(process => process.IsAppointed))
            Appoint(Any());
    }

    /// <summary>To be called with each row: nobody seals who was never appointed.</summary>
    public void Check(JournalRow row)
    {
        if (row.Kind == JournalRowKind.Seal && SealFormat.Read(row) is { Candidate: not Seal.Nobody } seal
            && !_addresses.Contains(seal.Address!))
            throw new InvalidOperationException($"{seal.Address} sealed {row.Position} and was never appointed");
    }

    /// <summary>To be called at the end, when all is well.</summary>
    public void CheckEnded()
    {
        foreach (var (of, task) in _dismissals.Where(one => processes.Contains(one.Of)))
        {
            if (!task.IsCompletedSuccessfully)
                throw new InvalidOperationException($"the dismissal of {of.Path} has not ended");
        }
    }

    private SimulatedProcess Any() => processes[chance.Next(processes.Count)];

    /// <summary>As a cluster does it: the old one first, and no longer than it may take.</summary>
    private void Move()
    {
        foreach (var process in processes.Where(process => process.IsAppointed).ToList())
            Dismiss(process);
        system.RunFor(TimeSpan.FromMilliseconds(chance.Next(2) * chance.Next(3000)));
        Appoint(Any());
    }

    private void Appoint(SimulatedProcess process)
    {
        _addresses.Add(process.Address);
        process.IsAppointed = true;
        system.Run(() =>
        {
            _ = process.Host.AppointAsync().AsTask();
            return default;
        });
    }

    private void Dismiss(SimulatedProcess process)
    {
        process.IsAppointed = false;
        system.Run(() =>
        {
            process.Dismissal = process.Host.DismissAsync().AsTask();
            return default;
        });
        _dismissals.Add((process, process.Dismissal));
        Dismissals++;
    }
}
