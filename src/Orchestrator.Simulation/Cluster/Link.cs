namespace Orchestrator.Simulation.Cluster;

/// <summary>How well one component reaches the API server.</summary>
internal sealed class Link(string name, Entropy entropy)
{
    private CancellationTokenSource _watches = new();

    public string Name { get; } = name;

    /// <summary>While it is, no request arrives and no watch goes on.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Chance that a request does not arrive.</summary>
    public double LoseRequest { get; set; }

    /// <summary>Chance that a request is served and its answer does not arrive.</summary>
    public double LoseAnswer { get; set; }

    /// <summary>A request is on its way up to this long.</summary>
    public TimeSpan DelayMax { get; set; } = TimeSpan.FromMilliseconds(2);

    /// <summary>Cancelled when the open watches break.</summary>
    public CancellationToken WatchesEnded => _watches.Token;

    public void DropWatches()
    {
        var watches = _watches;
        _watches = new CancellationTokenSource();
        watches.Cancel();
    }

    public void Cut()
    {
        IsCut = true;
        DropWatches();
    }

    public void Heal()
    {
        IsCut = false;
        LoseRequest = LoseAnswer = 0;
        DelayMax = TimeSpan.FromMilliseconds(2);
    }

    public bool Happens(double chance) => chance > 0 && entropy.NextDouble() < chance;

    public TimeSpan NextDelay() => DelayMax * entropy.NextDouble();
}
