namespace Orchestrator.Node.Probes;

/// <summary>Counts a probe's outcomes into a verdict: it changes after so many of one kind in a row.</summary>
public sealed class ProbeTally(int successThreshold, int failureThreshold)
{
    private bool? _last;
    private int _run;

    /// <summary>True for good, false for bad, null while the thresholds have not been met.</summary>
    public bool? Add(bool good)
    {
        _run = _last == good ? _run + 1 : 1;
        _last = good;
        return _run >= (good ? successThreshold : failureThreshold) ? good : null;
    }
}
