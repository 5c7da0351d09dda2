using Orchestrator.Api;
using Orchestrator.Api.Core.V1;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Authorization;

/// <summary>What a node may do: read itself, the Pods bound to it and what those use; write its own objects, which
/// admission (<see cref="Admission.NodeRestriction"/>) sees to.</summary>
/// <remarks>After Kubernetes' node authorizer, with selectors (AuthorizeNodeWithSelectors); where it differs is said in
/// decision 0114.</remarks>
internal sealed class NodeAuthorizer(PodsByNode pods)
{
    private const string LeaseNamespace = "kube-node-lease";
    private const string MirrorAnnotation = "kubernetes.io/config.mirror";

    // The same for all nodes.
    private static readonly AccessRule[] Uniform =
    [
        new("get list watch", "", "services endpoints"),
        new("get list watch", "discovery.k8s.io", "endpointslices"),
        new("create update patch", "", "events"),
        new("create get list watch", "certificates.k8s.io", "certificatesigningrequests"),
    ];

    /// <summary>What all nodes may do; the rest depends on the Pods bound to each.</summary>
    internal static IReadOnlyList<AccessRule> Rules => Uniform;

    /// <remarks>Below, null is allowed; a text is not, and says why.</remarks>
    /// <param name="why">What stands behind the refusal; empty where there is nothing more to say.</param>
    public bool Allows(string node, in ResourceAccess access, out string why)
    {
        var found = (access.Group, access.Resource) switch
        {
            ("", "secrets") => WhyNotUsed(node, access, PodReferences.UsesSecret),
            ("", "configmaps") => WhyNotUsed(node, access, PodReferences.UsesConfigMap),
            ("", "nodes") => WhyNotNode(node, access),
            ("", "pods") => WhyNotPod(node, access),
            ("", "serviceaccounts") => WhyNotToken(node, access),
            ("coordination.k8s.io", "leases") => WhyNotLease(node, access),
            _ => WhyNotUniform(access),
        };
        why = found ?? "";
        return found is null;
    }

    /// <summary>Whether the answer may be another one when another Pod is bound to the node.</summary>
    public static bool RestsOnPods(in ResourceAccess access) =>
        access is { Group: "", Name.Length: > 0, Resource: "secrets" or "configmaps" or "pods" or "serviceaccounts" };

    private string? WhyNotUsed(string node, in ResourceAccess access, Func<Pod, string, bool> uses)
    {
        if (access.Verb is not (RequestVerb.Get or RequestVerb.List or RequestVerb.Watch))
            return "can only read resources of this type";
        if (access.Subresource.Length > 0)
            return "cannot read subresource";
        if (access.Namespace.Length == 0)
            return "can only read namespaced object of this type";
        if (access.Name.Length == 0)
            return "No Object name found";
        var name = access.Name;
        // A mirror Pod is made by its node: were it to lend rights, a node could read anything.
        return pods.Any(node, access.Namespace, pod => !IsMirror(pod) && uses(pod, name)) ? null : NotRelated(node);
    }

    private static string? WhyNotNode(string node, in ResourceAccess access) => (access.Subresource, access.Verb) switch
    {
        ("", RequestVerb.Create or RequestVerb.Update or RequestVerb.Patch) => null,
        // Beyond Kubernetes: a node that leaves takes its Node with it.
        ("", RequestVerb.Delete) when access.Name == node => null,
        ("", RequestVerb.Get or RequestVerb.List or RequestVerb.Watch) when access.Name == node => null,
        ("", RequestVerb.Get or RequestVerb.List or RequestVerb.Watch) when access.Name.Length == 0 =>
            $"node '{node}' cannot read all nodes, only its own Node object",
        ("", RequestVerb.Get or RequestVerb.List or RequestVerb.Watch) =>
            $"node '{node}' cannot read '{access.Name}', only its own Node object",
        ("status", RequestVerb.Update or RequestVerb.Patch) => null,
        _ => "",
    };

    private string? WhyNotPod(string node, in ResourceAccess access)
    {
        switch (access.Subresource, access.Verb)
        {
            case ("", RequestVerb.Create or RequestVerb.Delete):
            case ("status", RequestVerb.Update or RequestVerb.Patch):
            case ("eviction", RequestVerb.Create):
                return null;
            case ("", RequestVerb.List or RequestVerb.Watch) when access.SelectsField("spec.nodeName") == node:
                return null;
            case ("", RequestVerb.List or RequestVerb.Watch) when access.Name.Length == 0:
                return "can only list/watch pods with spec.nodeName field selector";
            case ("", RequestVerb.Get or RequestVerb.List or RequestVerb.Watch):
                var key = new ObjectKey(access.Namespace, access.Name);
                return pods.Contains(node, key) ? null : NotRelated(node);
            default:
                return "";
        }
    }

    private string? WhyNotToken(string node, in ResourceAccess access)
    {
        if (access.Verb != RequestVerb.Create || access.Name.Length == 0)
            return "can only create tokens for individual service accounts";
        if (access.Subresource != "token")
            return "can only create token subresource of serviceaccount";
        var name = access.Name;
        var uses = pods.Any(node, access.Namespace, pod => !IsMirror(pod) && pod.Spec.ServiceAccountName == name);
        return uses ? null : NotRelated(node);
    }

    private static string? WhyNotLease(string node, in ResourceAccess access)
    {
        if (access.Verb is not (RequestVerb.Get or RequestVerb.Create or RequestVerb.Update or RequestVerb.Patch
            or RequestVerb.Delete))
        {
            return "can only get, create, update, patch, or delete a node lease";
        }
        if (access.Namespace != LeaseNamespace)
            return $"can only access leases in the \"{LeaseNamespace}\" system namespace";
        return access.Verb == RequestVerb.Create || access.Name == node
            ? null
            : "can only access node lease with the same name as the requesting node";
    }

    private static string? WhyNotUniform(in ResourceAccess access)
    {
        foreach (var rule in Uniform)
        {
            if (rule.Covers(access))
                return null;
        }
        return "";
    }

    private static bool IsMirror(Pod pod) => pod.Metadata.Annotations.ContainsKey(MirrorAnnotation);

    private static string NotRelated(string node) => $"no relationship found between node '{node}' and this object";
}
