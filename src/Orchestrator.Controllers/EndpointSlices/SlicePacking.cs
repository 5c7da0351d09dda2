using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;
using Orchestrator.Client;
using EndpointPort = Orchestrator.Api.Discovery.V1.EndpointPort;

namespace Orchestrator.Controllers.EndpointSlices;

/// <summary>Puts endpoints into slices, one family after another, and gathers what has to be written for it.</summary>
internal sealed class SlicePacking(Service service)
{
    /// <summary>Most endpoints in one slice.</summary>
    public const int EndpointsMax = 100;

    private readonly ValueMap<string> _labels = SliceLabels.Of(service);
    private readonly List<EndpointSlice> _create = [];
    private readonly List<EndpointSlice> _update = [];
    private readonly List<EndpointSlice> _delete = [];
    private readonly HashSet<string> _changedPods = new(StringComparer.Ordinal);

    public EndpointSlicePlan ToPlan() =>
        new(_create.ToValueList(), _update.ToValueList(), _delete.ToValueList(), _changedPods);

    public void Drop(EndpointSlice slice) => _delete.Add(slice);

    public void Pack(string family, List<SliceEndpoints> groups, List<EndpointSlice> existing)
    {
        // A family with nothing to show keeps one slice that says so.
        if (groups.Count == 0)
            groups = [new SliceEndpoints([], [])];
        Queue<EndpointSlice> spare = [];
        List<(SliceEndpoints Group, List<Bin> Bins, List<Endpoint> Left)> packings = [];
        foreach (var slice in existing)
        {
            if (groups.All(group => group.Ports != slice.Ports))
                spare.Enqueue(slice);
        }
        foreach (var group in groups)
        {
            var bins = Keep(group, existing, out var left);
            FillChanged(bins, left);
            FillFullest(bins, left);
            packings.Add((group, bins, left));
            foreach (var bin in bins.Where(bin => bin.IsEmpty && (group.Endpoints.Count > 0 || bin != bins[0])))
                spare.Enqueue(bin.Slice);
        }
        foreach (var (group, bins, left) in packings)
        {
            Write(bins, group);
            var isPlaceholderMissing = group.Endpoints.Count == 0 && bins.Count == 0;
            for (var at = 0; at < left.Count || isPlaceholderMissing; at += EndpointsMax)
            {
                Add(family, group.Ports, left.GetRange(at, Math.Min(EndpointsMax, left.Count - at)), spare);
                isPlaceholderMissing = false;
            }
        }
        _delete.AddRange(spare);
    }

    /// <summary>Leaves each endpoint that is still wanted where it is, in its new state, and gives those that are
    /// nowhere yet.</summary>
    private List<Bin> Keep(SliceEndpoints group, List<EndpointSlice> existing, out List<Endpoint> left)
    {
        Dictionary<string, Endpoint> missing = new(StringComparer.Ordinal);
        foreach (var endpoint in group.Endpoints)
            missing[UidOf(endpoint)] = endpoint;
        List<Bin> bins = [];
        foreach (var slice in existing)
        {
            if (slice.Ports != group.Ports)
                continue;
            var bin = new Bin(slice) { IsChanged = slice.Metadata.Labels != _labels };
            bins.Add(bin);
            foreach (var endpoint in slice.Endpoints)
            {
                // Unknown, or already found in an earlier slice.
                if (!missing.Remove(UidOf(endpoint), out var wanted))
                {
                    bin.IsChanged = true;
                    continue;
                }
                bin.Endpoints.Add(wanted);
                if (wanted == endpoint)
                    continue;
                bin.IsChanged = true;
                _changedPods.Add(UidOf(wanted));
            }
        }
        left = group.Endpoints.FindAll(endpoint => missing.ContainsKey(UidOf(endpoint)));
        _changedPods.UnionWith(left.Select(UidOf));
        return bins;
    }

    /// <summary>Slices that are written anyway take what they can, the fullest first.</summary>
    private static void FillChanged(List<Bin> bins, List<Endpoint> left)
    {
        foreach (var bin in bins.Where(bin => bin.IsChanged).OrderByDescending(bin => bin.Endpoints.Count))
            Move(left, bin);
    }

    /// <summary>One more slice is written where it can take all the rest.</summary>
    private static void FillFullest(List<Bin> bins, List<Endpoint> left)
    {
        var best = bins
            .Where(bin => !bin.IsChanged && bin.Endpoints.Count + left.Count <= EndpointsMax)
            .MaxBy(bin => bin.Endpoints.Count);
        if (best is null || left.Count == 0)
            return;
        best.IsChanged = true;
        Move(left, best);
    }

    private static void Move(List<Endpoint> from, Bin to)
    {
        var count = Math.Min(from.Count, EndpointsMax - to.Endpoints.Count);
        if (count <= 0)
            return;
        to.Endpoints.AddRange(from.GetRange(0, count));
        from.RemoveRange(0, count);
    }

    private void Write(List<Bin> bins, SliceEndpoints group)
    {
        foreach (var bin in bins)
        {
            var isKept = !bin.IsEmpty || (group.Endpoints.Count == 0 && bin == bins[0]);
            if (isKept && bin.IsChanged)
                _update.Add(Filled(bin.Slice, group.Ports, bin.Endpoints));
        }
    }

    private void Add(string family, ValueList<EndpointPort> ports, List<Endpoint> endpoints, Queue<EndpointSlice> spare)
    {
        if (spare.TryDequeue(out var slice))
            _update.Add(Filled(slice, ports, endpoints));
        else
            _create.Add(Filled(NewSlice(family), ports, endpoints));
    }

    private EndpointSlice Filled(
        EndpointSlice slice, ValueList<EndpointPort> ports, List<Endpoint> endpoints) => slice with
        {
            Metadata = slice.Metadata with { Labels = _labels },
            Ports = ports,
            Endpoints = endpoints.ToValueList(),
        };

    private EndpointSlice NewSlice(string family) => new()
    {
        Metadata = new()
        {
            Namespace = service.Metadata.Namespace,
            GenerateName = $"{service.Metadata.Name}-",
            OwnerReferences = [service.NewControllerRef()],
        },
        AddressType = family,
    };

    private static string UidOf(Endpoint endpoint) => endpoint.TargetRef?.Uid ?? "";

    /// <summary>A slice that exists, and what is to be in it.</summary>
    private sealed class Bin(EndpointSlice slice)
    {
        public EndpointSlice Slice { get; } = slice;

        public List<Endpoint> Endpoints { get; } = [];

        public bool IsChanged { get; set; }

        public bool IsEmpty => Endpoints.Count == 0;
    }
}
