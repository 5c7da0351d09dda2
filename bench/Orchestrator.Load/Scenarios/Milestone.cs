namespace Orchestrator.Load.Scenarios;

/// <summary>How many Pods have come this far, and when the first and the last of them did.</summary>
public sealed class Milestone
{
    private int _count;

    public int Count => Volatile.Read(ref _count);

    public long First { get; private set; }

    public long Last { get; private set; }

    public void Reach(long now)
    {
        if (_count == 0)
            First = now;
        Last = now;
        Volatile.Write(ref _count, _count + 1);
    }
}
