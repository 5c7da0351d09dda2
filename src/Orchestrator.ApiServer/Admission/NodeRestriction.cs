using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Policy.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Authorization;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Admission;

/// <summary>A node writes only its own Node and Lease, and the Pods bound to it;
/// it makes none but mirror Pods.</summary>
/// <remarks>After Kubernetes' plugin of this name, message for message. Which Secrets, ConfigMaps and other Nodes it
/// may read is <see cref="NodeAuthorizer"/>'s.</remarks>
public sealed class NodeRestriction : IValidatingAdmission
{
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";
    private const string LeaseNamespace = "kube-node-lease";

    private static readonly KindDefinition Nodes = ApiKinds.Of<Node>();

    public ValueTask ValidateAsync(AdmissionRequest request, CancellationToken cancellation)
    {
        if (!request.User.IsIn(UserIdentity.NodesGroup))
            return default;
        var subject = request.Value ?? request.Old;
        if (request.User.NodeName() is not { Length: > 0 } node)
        {
            // In the nodes' group, yet no node: nothing that a node writes is its own.
            if (subject is Node or Pod or Lease or Eviction)
                throw Refuse(request, $"could not determine node from user \"{request.User.Name}\"");
            return default;
        }
        var fault = subject switch
        {
            Pod => PodFault(node, request),
            Eviction => EvictionFault(node, request),
            Node => NodeFault(node, request),
            Lease => LeaseFault(node, request),
            _ => null,
        };
        return fault is null ? default : throw Refuse(request, fault);
    }

    private static string? PodFault(string node, AdmissionRequest request)
    {
        var (old, value) = ((Pod?)request.Old, (Pod?)request.Value);
        switch (request.Subresource, request.Operation)
        {
            case ("", RequestVerb.Create):
                return MirrorFault(node, request, value!);
            case ("", RequestVerb.Delete):
                return old!.Spec.NodeName == node
                    ? null
                    : $"node \"{node}\" can only delete pods with spec.nodeName set to itself";
            case ("", _):
                return $"unexpected operation \"{Word(request)}\", node \"{node}\" can only create and delete mirror "
                    + "pods";
            case ("status", RequestVerb.Update):
                return StatusFault(node, old!, value!);
            default:
                return $"unexpected pod subresource \"{request.Subresource}\", "
                    + "only 'status' and 'eviction' are allowed";
        }
    }

    /// <summary>Judges the Pod that the path names, whatever the Eviction says.</summary>
    private static string? EvictionFault(string node, AdmissionRequest request)
    {
        var entry = request.Snapshot.Get(request.Kind.StorageKey(request.Key))
            ?? throw Statuses.NotFound(request.Kind.Gvk.Group, request.Kind.Plural, request.Key.Name);
        return ((Pod)entry.Value.Object).Spec.NodeName == node
            ? null
            : $"node {node} can only evict pods with spec.nodeName set to itself";
    }

    private static string? StatusFault(string node, Pod old, Pod value)
    {
        if (old.Spec.NodeName != node)
            return $"node \"{node}\" can only update pod status for pods with spec.nodeName set to itself";
        if (old.Metadata.Labels != value.Metadata.Labels)
            return $"node \"{node}\" cannot update labels through pod status";
        return old.Status.ResourceClaimStatuses == value.Status.ResourceClaimStatuses
            ? null
            : $"node \"{node}\" cannot update resource claim statues";
    }

    private static string? MirrorFault(string node, AdmissionRequest request, Pod pod)
    {
        if (!pod.Metadata.Annotations.ContainsKey(MirrorAnnotation))
            return $"pod does not have \"{MirrorAnnotation}\" annotation, node \"{node}\" can only create mirror pods";
        if (pod.Spec.NodeName != node)
            return $"node \"{node}\" can only create pods with spec.nodeName set to itself";
        if (OwnerFault(node, request, pod.Metadata.OwnerReferences) is { } fault)
            return fault;
        if (!string.IsNullOrEmpty(pod.Spec.ServiceAccountName))
            return $"node \"{node}\" can not create pods that reference a service account";
        if (PodReferences.UsesAnySecret(pod))
            return $"node \"{node}\" can not create pods that reference secrets";
        if (PodReferences.UsesAnyConfigMap(pod))
            return $"node \"{node}\" can not create pods that reference configmaps";
        if (pod.Spec.Volumes.Any(volume =>
                (volume.Projected?.Sources ?? []).Any(source => source.ClusterTrustBundle is not null)))
            return $"node \"{node}\" can not create pods that reference clustertrustbundles";
        return pod.Spec.Volumes.Any(volume => volume.PersistentVolumeClaim is not null)
            ? $"node \"{node}\" can not create pods that reference persistentvolumeclaims"
            : null;
    }

    private static string? OwnerFault(
        string node, AdmissionRequest request, ValueList<Api.Meta.V1.OwnerReference> owners)
    {
        if (owners.Count > 1)
            return $"node \"{node}\" can only create pods with a single owner reference set to itself";
        if (owners.IsEmpty || owners[0] is not { ApiVersion: "v1", Kind: "Node" } owner || owner.Name != node)
            return $"node \"{node}\" can only create pods with an owner reference set to itself";
        if (owner.Controller is not true)
            return $"node \"{node}\" can only create pods with a controller owner reference set to itself";
        if (owner.BlockOwnerDeletion is true)
            return $"node \"{node}\" must not set blockOwnerDeletion on an owner reference";
        var entry = request.Snapshot.Get(Nodes.StorageKey(new("", node)))
            ?? throw Statuses.NotFound("", Nodes.Plural, node);
        var uid = entry.Value.Object.Metadata.Uid;
        return owner.Uid == uid ? null : $"node {node} UID mismatch: expected {owner.Uid} got {uid}";
    }

    private static string? NodeFault(string node, AdmissionRequest request)
    {
        if (request.Key.Name != node)
            return $"node \"{node}\" is not allowed to modify node \"{request.Key.Name}\"";
        var (old, value) = ((Node?)request.Old, (Node?)request.Value);
        if (value is null)
            return null;
        if (old is null)
        {
            if (value.Spec.ConfigSource is not null)
                return $"node \"{node}\" is not allowed to create pods with a non-nil configSource";
            var set = Forbidden(value.Metadata.Labels, []);
            return set.Length == 0 ? null : $"node \"{node}\" is not allowed to set the following labels: {set}";
        }
        if (value.Spec.ConfigSource is not null && value.Spec.ConfigSource != old.Spec.ConfigSource)
            return $"node \"{node}\" is not allowed to update configSource to a new non-nil configSource";
        if (value.Spec.Taints != old.Spec.Taints)
            return $"node \"{node}\" is not allowed to modify taints";
        var changed = Forbidden(value.Metadata.Labels, old.Metadata.Labels);
        return changed.Length == 0 ? null : $"is not allowed to modify labels: {changed}";
    }

    /// <summary>The labels that differ and that a node may not touch, in ordinal order.</summary>
    private static string Forbidden(ValueMap<string> value, ValueMap<string> old) => string.Join(
        ", ",
        value.Keys.Union(old.Keys)
            .Where(label => value[label] != old[label] && NodeLabels.IsForbidden(label))
            .Order(StringComparer.Ordinal));

    private static string? LeaseFault(string node, AdmissionRequest request)
    {
        if (request.Key.Namespace != LeaseNamespace)
            return $"can only access leases in the \"{LeaseNamespace}\" system namespace";
        return request.Key.Name == node
            ? null
            : "can only access node lease with the same name as the requesting node";
    }

    private static string Word(AdmissionRequest request) => request.Operation.Name().ToUpperInvariant();

    private static StatusException Refuse(AdmissionRequest request, string cause) =>
        Statuses.Forbidden(request.Kind.Gvk.Group, request.Kind.Plural, request.Key.Name, cause);
}
