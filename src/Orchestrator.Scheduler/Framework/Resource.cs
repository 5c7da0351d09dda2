using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Values;

namespace Orchestrator.Scheduler.Framework;

/// <summary>Amounts of resources as whole numbers, so that a fit is a few subtractions: milli-CPU, bytes, and the
/// rest by name.</summary>
/// <remarks>Mutable, owned by one <see cref="PodInfo"/> or <see cref="NodeInfo"/>.</remarks>
public sealed class Resource
{
    private List<KeyValuePair<string, long>>? _scalars;

    public long MilliCpu { get; set; }

    /// <summary>Bytes.</summary>
    public long Memory { get; set; }

    /// <summary>Bytes.</summary>
    public long EphemeralStorage { get; set; }

    /// <summary>Extended resources, huge pages and attachable volumes, in the order they were first seen.</summary>
    public IReadOnlyList<KeyValuePair<string, long>> Scalars => _scalars ?? [];

    public bool HasScalars => _scalars is { Count: > 0 };

    /// <summary>Nothing is asked for, extended resources included.</summary>
    public bool IsZero => MilliCpu == 0 && Memory == 0 && EphemeralStorage == 0 && !HasScalars;

    public long Scalar(string name)
    {
        var index = IndexOf(name);
        return index >= 0 ? _scalars![index].Value : 0;
    }

    /// <summary>Adds a resource list; <c>pods</c> is no amount of this kind and is left out.</summary>
    public void Add(ValueMap<Quantity> list)
    {
        foreach (var (name, quantity) in list)
            Set(name, Get(name) + Amount(name, quantity));
    }

    public void Add(Resource other, int sign = 1)
    {
        MilliCpu += sign * other.MilliCpu;
        Memory += sign * other.Memory;
        EphemeralStorage += sign * other.EphemeralStorage;
        if (other._scalars is not { } scalars)
            return;
        foreach (var (name, amount) in scalars)
            SetScalar(name, Scalar(name) + sign * amount);
    }

    /// <summary>Raises each amount to at least the other's.</summary>
    public void RaiseTo(Resource other)
    {
        MilliCpu = Math.Max(MilliCpu, other.MilliCpu);
        Memory = Math.Max(Memory, other.Memory);
        EphemeralStorage = Math.Max(EphemeralStorage, other.EphemeralStorage);
        foreach (var (name, amount) in other.Scalars)
            SetScalar(name, Math.Max(Scalar(name), amount));
    }

    /// <summary>True when some amount is smaller than the other's.</summary>
    public bool IsLessThan(Resource other)
    {
        if (MilliCpu < other.MilliCpu || Memory < other.Memory || EphemeralStorage < other.EphemeralStorage)
            return true;
        foreach (var (name, amount) in other.Scalars)
        {
            if (Scalar(name) < amount)
                return true;
        }
        return false;
    }

    public static Resource Of(ValueMap<Quantity> list)
    {
        var resource = new Resource();
        resource.Add(list);
        return resource;
    }

    private static long Amount(string name, Quantity quantity) =>
        name == ResourceNames.Cpu ? quantity.MilliValue : quantity.Value;

    private long Get(string name) => name switch
    {
        ResourceNames.Cpu => MilliCpu,
        ResourceNames.Memory => Memory,
        ResourceNames.EphemeralStorage => EphemeralStorage,
        _ => Scalar(name),
    };

    private void Set(string name, long amount)
    {
        switch (name)
        {
            case ResourceNames.Cpu:
                MilliCpu = amount;
                break;
            case ResourceNames.Memory:
                Memory = amount;
                break;
            case ResourceNames.EphemeralStorage:
                EphemeralStorage = amount;
                break;
            case ResourceNames.Pods:
                break;
            default:
                SetScalar(name, amount);
                break;
        }
    }

    private void SetScalar(string name, long amount)
    {
        _scalars ??= [];
        var index = IndexOf(name);
        if (index >= 0)
            _scalars[index] = new(name, amount);
        else
            _scalars.Add(new(name, amount));
    }

    private int IndexOf(string name)
    {
        for (var i = 0; i < (_scalars?.Count ?? 0); i++)
        {
            if (_scalars![i].Key == name)
                return i;
        }
        return -1;
    }
}
