namespace Orchestrator.Simulation.Checks;

/// <summary>What was found wrong. The run ends at the step that found it.</summary>
internal sealed class Verdicts
{
    private string? _first;

    public void Violated(string what) => _first ??= what;

    /// <exception cref="InvariantException">Something was found.</exception>
    public void Check()
    {
        if (_first is { } what)
            throw new InvariantException(what);
    }
}
