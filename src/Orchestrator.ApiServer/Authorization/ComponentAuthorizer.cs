using Orchestrator.Api.Bootstrap;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Authorization;

/// <summary>Until RBAC: system:masters may do everything, each component what it needs, everyone else
/// nothing.</summary>
/// <remarks>The rules follow Kubernetes' bootstrap ClusterRoles of the same names.</remarks>
public sealed class ComponentAuthorizer : IAuthorizer
{
    private const string Read = "get list watch";

    private static readonly AccessRule Requests =
        new("create get list watch", "certificates.k8s.io", "certificatesigningrequests");

    private static readonly AccessRule[] Events = [new("create patch update", "", "events")];

    private static readonly AccessRule[] Scheduler =
    [
        new(Read, "", "nodes namespaces services persistentvolumes persistentvolumeclaims configmaps endpoints"),
        new(Read + " delete", "", "pods"),
        new("create", "", "pods/binding bindings"),
        new("get patch update", "", "pods/status"),
        new(Read, "apps", "replicasets deployments statefulsets"),
        new("*", "coordination.k8s.io", "leases"),
    ];

    private static readonly AccessRule[] Proxy =
    [
        new(Read, "", "services endpoints nodes"),
        // Beyond Kubernetes' role: it notes on a Service which port is served instead of one it may not bind.
        new("patch", "", "services"),
        new(Read, "discovery.k8s.io", "endpointslices"),
    ];

    private static readonly AccessRule[] Node =
    [
        new(Read, "", "pods services endpoints nodes namespaces configmaps serviceaccounts"),
        new("get", "", "secrets"),
        new(Read, "discovery.k8s.io", "endpointslices"),
        new("create update patch", "", "nodes nodes/status"),
        new("create delete", "", "pods"),
        new("get update patch", "", "pods/status"),
        new("*", "coordination.k8s.io", "leases"),
        Requests,
    ];

    /// <summary>As kubeadm binds them: who comes with a node's token may ask for a certificate, and see whether its
    /// name is taken.</summary>
    private static readonly AccessRule[] NodeBootstrapper = [Requests, new("get", "", "nodes")];

    public bool Allows(in ResourceAccess access)
    {
        var user = access.User;
        if (user.IsIn(UserIdentity.MastersGroup) || user.Name == UserIdentity.ControllerManager.Name)
            return true;
        // The cluster's own keys: whoever has them is everyone.
        if (access is { Resource: "secrets", Group: "", Namespace: "kube-system", Name: "orchestrator-pki" })
            return false;
        if (IsClusterInfo(access))
            return user.Name == UserIdentity.Anonymous.Name || user.IsIn(BootstrapTokenSecret.DefaultGroup);
        var rules = RulesOf(user);
        return rules is not null && (Any(rules, access) || Any(Events, access));
    }

    public bool AllowsPath(UserIdentity user, string verb, string path)
    {
        if (user.IsIn(UserIdentity.MastersGroup))
            return true;
        if (verb != "get")
            return false;
        return IsPublic(path) || (user.IsIn(UserIdentity.AuthenticatedGroup) && IsDiscovery(path));
    }

    private static AccessRule[]? RulesOf(UserIdentity user)
    {
        if (user.Name == UserIdentity.Scheduler.Name)
            return Scheduler;
        if (user.Name == UserIdentity.KubeProxy.Name)
            return Proxy;
        if (user.NodeName() is not null)
            return Node;
        return user.IsIn(BootstrapTokenSecret.NodeGroup) ? NodeBootstrapper : null;
    }

    // The one thing that is told to anyone: whom to trust, and where.
    private static bool IsClusterInfo(in ResourceAccess access) =>
        access is
        {
            Verb: RequestVerb.Get, Group: "", Resource: "configmaps", Subresource: "",
            Namespace: ClusterInfo.Namespace, Name: ClusterInfo.Name,
        };

    private static bool Any(AccessRule[] rules, in ResourceAccess access)
    {
        foreach (var rule in rules)
        {
            if (rule.Covers(access))
                return true;
        }
        return false;
    }

    private static bool IsPublic(string path) =>
        path == "/version"
        || IsAtOrBelow(path, "/healthz") || IsAtOrBelow(path, "/livez") || IsAtOrBelow(path, "/readyz");

    private static bool IsDiscovery(string path) =>
        IsAtOrBelow(path, "/api") || IsAtOrBelow(path, "/apis") || IsAtOrBelow(path, "/openapi");

    private static bool IsAtOrBelow(string path, string root) =>
        path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');
}
