namespace Orchestrator.Client.Http;

/// <summary>Where one call has been so far. Used by one call alone.</summary>
internal sealed class CallCourse(ServerRing ring)
{
    private readonly List<Uri> _tried = [];

    /// <summary>Where it is now.</summary>
    public Uri Server { get; private set; } = null!;

    /// <summary>Goes to the next server; false where all were tried, and the call stays where it is.</summary>
    public bool TryMoveOn()
    {
        if (ring.Next(_tried) is not { } next)
            return false;
        _tried.Add(next);
        Server = next;
        return true;
    }

    /// <summary>Begins at the best server, as if none had been tried.</summary>
    public void BeginAnew()
    {
        _tried.Clear();
        TryMoveOn();
    }
}
