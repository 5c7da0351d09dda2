using Orchestrator.Client;

namespace Orchestrator.Controllers.GarbageCollection;

/// <summary>Owners known not to exist: a deleted owner's thousand dependents ask for it once. An object never comes
/// back under its uid.</summary>
public sealed class AbsentOwners
{
    private const int Remembered = 500;

    private readonly Lock _gate = new();
    private readonly RecentMap<ObjectIdentity, bool> _absent = new(Remembered);

    public void Add(ObjectIdentity owner)
    {
        lock (_gate)
            _absent.Set(owner, true);
    }

    public bool Has(ObjectIdentity owner)
    {
        lock (_gate)
            return _absent.TryGet(owner, out _);
    }
}
