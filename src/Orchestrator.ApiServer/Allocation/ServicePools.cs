using Orchestrator.Actors;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Kinds;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Allocation;

/// <summary>The one place that knows which cluster addresses and node ports are held: by stored Services, and by
/// writes under way.</summary>
/// <remarks>
/// Built from the store's snapshot and kept by its batches. A number is held by count: a write's reservation holds it
/// until the batch
/// that stored it has arrived here, so there is no moment between the two in which it could be given again.
/// Guarded by its own lock; nothing waits inside.
/// </remarks>
internal sealed class ServicePools : IDisposable
{
    private static readonly string Prefix = ApiKinds.Of<Service>().StoragePrefix;

    private readonly Lock _gate = new();
    private readonly Entropy _entropy;
    private readonly NumberPool _addresses;
    private readonly NumberPool _ports;
    private readonly Dictionary<int, int> _addressHolds = [];
    private readonly Dictionary<int, int> _portHolds = [];
    private readonly List<(long Revision, ServiceNumbers Numbers)> _settling = [];
    private IDisposable? _subscription;
    private long _observed;

    public ServicePools(ApiServerOptions options, Entropy entropy)
    {
        Range = AddressRange.Parse(options.ServiceCidr);
        _entropy = entropy;
        _addresses = new NumberPool(1, Range.Size - 2);
        _ports = new NumberPool(options.NodePortMin, options.NodePortMax - options.NodePortMin + 1);
        PortBounds = $"{options.NodePortMin}-{options.NodePortMax}";
    }

    public AddressRange Range { get; }

    /// <summary>The node ports as messages name them.</summary>
    public string PortBounds { get; }

    /// <summary>Takes over what the store holds, and follows it from there.</summary>
    public void Follow(IStore store)
    {
        var snapshot = store.Current;
        lock (_gate)
        {
            foreach (var entry in snapshot.Range(Prefix))
                Hold(NumbersOf(entry));
            _observed = snapshot.Revision;
        }
        _subscription = store.Subscribe(snapshot.Revision, Observe);
    }

    public bool ContainsPort(int port) => _ports.Contains(port);

    /// <summary>Holds an address that was asked for; false where it is taken.</summary>
    public bool TryTakeAddress(int number)
    {
        lock (_gate)
            return TryTake(_addresses, _addressHolds, number);
    }

    public int? TakeAnyAddress()
    {
        lock (_gate)
            return TakeAny(_addresses, _addressHolds);
    }

    public bool TryTakePort(int number)
    {
        lock (_gate)
            return TryTake(_ports, _portHolds, number);
    }

    public int? TakeAnyPort()
    {
        lock (_gate)
            return TakeAny(_ports, _portHolds);
    }

    /// <summary>Ends one hold of each number, and with the last one frees it.</summary>
    /// <param name="after">Not before the store has told of this revision, or of any new one where it is
    /// <c>long.MaxValue</c>.</param>
    public void Return(ServiceNumbers numbers, long? after)
    {
        lock (_gate)
        {
            var revision = after == long.MaxValue ? _observed + 1 : after ?? 0;
            if (revision <= _observed)
                Drop(numbers);
            else
                _settling.Add((revision, numbers));
        }
    }

    public void Dispose() => _subscription?.Dispose();

    private void Observe(StoreBatch batch)
    {
        lock (_gate)
        {
            foreach (var change in batch.Changes)
            {
                if (!change.Key.StartsWith(Prefix, StringComparison.Ordinal))
                    continue;
                Hold(NumbersOf(change.Current));
                Drop(NumbersOf(change.Previous));
            }
            _observed = batch.Snapshot.Revision;
            Settle();
        }
    }

    private void Settle()
    {
        for (var i = _settling.Count - 1; i >= 0; i--)
        {
            if (_settling[i].Revision > _observed)
                continue;
            Drop(_settling[i].Numbers);
            _settling.RemoveAt(i);
        }
    }

    private ServiceNumbers NumbersOf(StoreEntry? entry) => ServiceNumbers.Of(entry?.Value.Object as Service, Range);

    private void Hold(ServiceNumbers numbers)
    {
        if (numbers.Address > 0)
            Hold(_addresses, _addressHolds, numbers.Address);
        foreach (var port in numbers.Ports)
        {
            if (_ports.Contains(port))
                Hold(_ports, _portHolds, port);
        }
    }

    private void Drop(ServiceNumbers numbers)
    {
        if (numbers.Address > 0)
            Drop(_addresses, _addressHolds, numbers.Address);
        foreach (var port in numbers.Ports)
            Drop(_ports, _portHolds, port);
    }

    private static bool TryTake(NumberPool pool, Dictionary<int, int> holds, int number)
    {
        if (!pool.TryTake(number))
            return false;
        holds[number] = 1;
        return true;
    }

    private int? TakeAny(NumberPool pool, Dictionary<int, int> holds)
    {
        if (pool.TryTakeAny(_entropy) is not { } number)
            return null;
        holds[number] = 1;
        return number;
    }

    private static void Hold(NumberPool pool, Dictionary<int, int> holds, int number)
    {
        pool.TryTake(number);
        holds[number] = holds.GetValueOrDefault(number) + 1;
    }

    private static void Drop(NumberPool pool, Dictionary<int, int> holds, int number)
    {
        if (!holds.TryGetValue(number, out var count))
            return;
        if (count > 1)
        {
            holds[number] = count - 1;
            return;
        }
        holds.Remove(number);
        pool.Return(number);
    }
}
