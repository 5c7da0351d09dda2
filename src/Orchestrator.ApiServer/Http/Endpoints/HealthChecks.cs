namespace Orchestrator.ApiServer.Http.Endpoints;

/// <summary>What /livez, /readyz and /healthz ask. Components add theirs; a check answers null when all is well, else
/// what is not.</summary>
public sealed class HealthChecks
{
    private readonly Lock _gate = new();
    private (string Name, bool Live, Func<string?> Check)[] _checks = [("ping", true, () => null)];

    /// <param name="live">Whether /livez asks it too: failing there means that only a restart helps.</param>
    public HealthChecks Add(string name, Func<string?> check, bool live = false)
    {
        lock (_gate)
            _checks = [.. _checks, (name, live, check)];
        return this;
    }

    internal IEnumerable<(string Name, string? Failure)> Run(bool liveOnly)
    {
        foreach (var (name, live, check) in _checks)
        {
            if (live || !liveOnly)
                yield return (name, check());
        }
    }
}
