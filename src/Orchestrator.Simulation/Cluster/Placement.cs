namespace Orchestrator.Simulation.Cluster;

/// <summary>Says which control plane's store is to lead, as a cluster that runs a singleton on its oldest member
/// does.</summary>
/// <remarks>It may be wrong: one that stands still is given up, and goes on as appointed until it can hear that it is
/// not any more. One that does not reach its journal is given up too, or nobody could write.</remarks>
internal sealed class Placement(IReadOnlyList<ControlPlaneProcess> planes) : Actor<PlacementDue>
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(500), GivenUpAfter = TimeSpan.FromSeconds(3);
    private readonly List<StoreHost> _oldestFirst = [];
    private readonly List<StoreHost> _appointed = [];
    private StoreHost? _current;
    private long _seenAt;

    public override ValueTask OnStartAsync()
    {
        Context.Timers.Every(typeof(PlacementDue), Period, new PlacementDue());
        return default;
    }

    public override ValueTask OnMessageAsync(PlacementDue message)
    {
        Look();
        if (_current is null || !_oldestFirst.Contains(_current))
            return default;
        if (!_appointed.Contains(_current))
        {
            _appointed.Add(_current);
            Tell(_current.AppointAsync(Ended));
        }
        foreach (var plane in planes)
        {
            if (plane is { Member: { } member, IsHeld: false } && member != _current && _appointed.Remove(member))
                Tell(member.DismissAsync());
        }
        return default;
    }

    private void Look()
    {
        _oldestFirst.RemoveAll(member => !planes.Any(plane => plane.Member == member));
        _appointed.RemoveAll(member => !_oldestFirst.Contains(member));
        foreach (var plane in planes)
        {
            if (plane.Member is { } member && !_oldestFirst.Contains(member))
                _oldestFirst.Add(member);
        }
        if (_current is not null && IsWell(_current))
            _seenAt = Time.GetTimestamp();
        else if (_current is null || Time.GetElapsedTime(_seenAt) >= GivenUpAfter)
            _current = _oldestFirst.Find(IsWell);
    }

    private bool IsWell(StoreHost member) =>
        planes.Any(plane => plane.Member == member && plane is { IsHeld: false, IsCut: false });

    /// <summary>However it ends: the store is told, and goes on by itself.</summary>
    private void Tell(ValueTask order) => Context.Pipe(order, () => new PlacementDue(), _ => new PlacementDue());
}
