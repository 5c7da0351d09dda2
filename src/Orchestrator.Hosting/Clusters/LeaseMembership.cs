using System.Collections.Immutable;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Bootstrap;
using KubeNode = Orchestrator.Api.Core.V1.Node;

namespace Orchestrator.Hosting.Clusters;

/// <summary>Who is in a cluster that has no membership of its own: control planes by their identity Leases, Nodes by
/// their Node objects and their Leases in kube-node-lease. Pure.</summary>
/// <remarks>A member lives while its renewals are seen to go on, by this process' clock that nobody sets, as
/// docs/decisions/0103 has it. A renewal costs one look-up; the list is made anew only when a member changed.</remarks>
internal sealed class LeaseMembership
{
    public const string NodeLeases = "kube-node-lease";

    /// <summary>As Kubernetes' kubelets ask for.</summary>
    private static readonly TimeSpan NodeLeaseLength = TimeSpan.FromSeconds(40);

    private readonly SortedDictionary<string, Entry> _entries = new(StringComparer.Ordinal);
    private readonly List<ClusterMember> _changed = [];

    /// <summary>Tells the start of a process from its next one, by what it calls itself at each start: FNV-1a, the same
    /// in every process.</summary>
    public static long IncarnationOf(string instance)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in instance)
            hash = (hash ^ c) * 1099511628211UL;
        return (long)(hash >> 1);
    }

    /// <summary>A Lease as it is now; one that was deleted ends a control plane, and leaves a Node to fall
    /// silent.</summary>
    /// <param name="now">Any time that only goes on.</param>
    public void Observe(Lease lease, bool isDeleted, TimeSpan now)
    {
        if (lease.Metadata.Namespace == NodeLeases)
        {
            ObserveNodes(lease, isDeleted, now);
            return;
        }
        if (lease.Metadata.Labels[ApiServerIdentity.IdentityLabel] != ApiServerIdentity.IdentityValue)
            return;
        var name = $"control-plane/{lease.Metadata.Name}";
        if (isDeleted)
        {
            Remove(name);
            return;
        }
        var entry = EntryOf(name);
        entry.Since = lease.Spec.AcquireTime?.Moment ?? lease.Metadata.CreationTimestamp?.Moment ?? default;
        entry.Shape = new ClusterMember(
            lease.Metadata.Annotations[ApiServerIdentity.AddressAnnotation] ?? lease.Metadata.Name ?? "",
            IncarnationOf(lease.Spec.HolderIdentity ?? ""), [ClusterRoles.ControlPlane], MemberState.Up);
        Renew(entry, lease, now);
    }

    public void Observe(KubeNode node, bool isDeleted, TimeSpan now)
    {
        var name = $"node/{node.Metadata.Name}";
        if (isDeleted)
        {
            Remove(name);
            return;
        }
        var entry = EntryOf(name);
        entry.Since = node.Metadata.CreationTimestamp?.Moment ?? default;
        entry.Shape = new ClusterMember(
            AddressOf(node), IncarnationOf(node.Metadata.Uid ?? ""),
            [ClusterRoles.Node, ClusterRoles.NodePrefix + node.Metadata.Name], MemberState.Up);
        Update(entry, now);
    }

    /// <summary>Who fell silent since the last look.</summary>
    public void Look(TimeSpan now)
    {
        foreach (var entry in _entries.Values)
            Update(entry, now);
    }

    /// <summary>What has changed since this was asked last, in order, and everyone who is in, the oldest
    /// first.</summary>
    public (IReadOnlyList<ClusterMember> Changed, ImmutableArray<ClusterMember> Members)? Take()
    {
        if (_changed.Count == 0)
            return null;
        ClusterMember[] changed = [.. _changed];
        _changed.Clear();
        return (changed,
        [
            .. _entries.Values.OrderBy(entry => entry.Since).Select(entry => entry.Shown).OfType<ClusterMember>(),
        ]);
    }

    /// <summary>A Node's Lease may be heard of before the Node.</summary>
    private void ObserveNodes(Lease lease, bool isDeleted, TimeSpan now)
    {
        var entry = EntryOf($"node/{lease.Metadata.Name}");
        if (!isDeleted)
            Renew(entry, lease, now);
        else if (entry.Shape is null)
            _entries.Remove($"node/{lease.Metadata.Name}");
    }

    private Entry EntryOf(string name) =>
        _entries.TryGetValue(name, out var entry) ? entry : _entries[name] = new Entry();

    private void Renew(Entry entry, Lease lease, TimeSpan now)
    {
        if (entry.RenewedAt is null || entry.Renewed != lease.Spec.RenewTime
            || entry.Holder != lease.Spec.HolderIdentity)
            (entry.RenewedAt, entry.Renewed, entry.Holder) = (now, lease.Spec.RenewTime, lease.Spec.HolderIdentity);
        if (lease.Spec.LeaseDurationSeconds is { } seconds)
            entry.Length = TimeSpan.FromSeconds(seconds);
        Update(entry, now);
    }

    private void Update(Entry entry, TimeSpan now)
    {
        if (entry.Shape is not { } shape)
            return;
        var state = entry.RenewedAt switch
        {
            null => MemberState.Joining,
            { } at when now - at >= entry.Length => MemberState.Unreachable,
            _ => MemberState.Up,
        };
        if (entry.Shown is { } shown && shown.State == state && shown == shape with { State = state })
            return;
        _changed.Add(entry.Shown = shape with { State = state });
    }

    private void Remove(string name)
    {
        if (_entries.Remove(name, out var entry) && entry.Shape is { } shape)
            _changed.Add(shape with { State = MemberState.Removed });
    }

    /// <summary>Where its kubelet answers; the Node's name until it says so.</summary>
    private static string AddressOf(KubeNode node)
    {
        foreach (var address in node.Status.Addresses)
        {
            if (address.Type == "InternalIP" && node.Status.DaemonEndpoints.KubeletEndpoint.Port is var port and not 0)
                return $"{address.Address}:{port}";
        }
        return node.Metadata.Name ?? "";
    }

    private sealed class Entry
    {
        public DateTimeOffset Since { get; set; }

        /// <summary>The member, apart from its state; null while only its Lease is known.</summary>
        public ClusterMember? Shape { get; set; }

        /// <summary>As it was told last.</summary>
        public ClusterMember? Shown { get; set; }

        public TimeSpan? RenewedAt { get; set; }

        public MicroTime? Renewed { get; set; }

        public string? Holder { get; set; }

        public TimeSpan Length { get; set; } = NodeLeaseLength;
    }
}
