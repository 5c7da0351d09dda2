using Orchestrator.Api.Authorization.V1;
using Orchestrator.Api.Bootstrap;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;

namespace Orchestrator.ApiServer.Authorization;

/// <summary>Until RBAC: system:masters may do everything, each component what it needs, everyone else
/// nothing.</summary>
/// <remarks>The rules follow Kubernetes' bootstrap ClusterRoles of the same names; a node's are
/// <see cref="NodeAuthorizer"/>'s.</remarks>
internal sealed class ComponentAuthorizer(NodeAuthorizer nodes) : IAuthorizer
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

    /// <summary>As kubeadm binds them: who comes with a node's token may ask for a certificate, and see whether its
    /// name is taken.</summary>
    private static readonly AccessRule[] NodeBootstrapper = [Requests, new("get", "", "nodes")];

    // What everybody may ask of themselves.
    private static readonly AccessRule[] BasicUser =
    [
        new("create", "authentication.k8s.io", "selfsubjectreviews"),
        new("create", "authorization.k8s.io", "selfsubjectaccessreviews selfsubjectrulesreviews"),
    ];

    private static readonly AccessRule[] Everything = [new("*", "*", "*")];

    public bool Allows(in ResourceAccess access)
    {
        var user = access.User;
        var rules = RulesOf(user);
        if (rules == Everything || (user.IsIn(UserIdentity.AuthenticatedGroup) && Any(BasicUser, access)))
            return true;
        // The cluster's own keys: whoever has them is everyone.
        if (access is { Resource: "secrets", Group: "", Namespace: "kube-system", Name: "orchestrator-pki" })
            return false;
        if (IsClusterInfo(access) && IsJoining(user))
            return true;
        if (user.NodeName() is { Length: > 0 } node)
            return nodes.Allows(node, access, out _);
        return rules is not null && (Any(rules, access) || Any(Events, access));
    }

    public string ReasonAgainst(in ResourceAccess access)
    {
        if (access.User.NodeName() is not { Length: > 0 } node)
            return "";
        nodes.Allows(node, access, out var why);
        return why;
    }

    public bool RestsOnState(in ResourceAccess access) =>
        access.User.NodeName() is { Length: > 0 } && NodeAuthorizer.RestsOnPods(access);

    public SubjectRulesReviewStatus RulesFor(UserIdentity user, string ns)
    {
        var isKnown = user.IsIn(UserIdentity.AuthenticatedGroup);
        var rules = isKnown ? BasicUser.AsEnumerable() : [];
        if (user.NodeName() is { Length: > 0 })
            rules = rules.Concat(NodeAuthorizer.Rules);
        else if (RulesOf(user) is { } own)
            rules = rules.Concat(own).Concat(own == Everything ? [] : Events);
        return new SubjectRulesReviewStatus
        {
            ResourceRules = rules.Select(rule => rule.ToReview()).ToValueList(),
            NonResourceRules = PathRules(user.IsIn(UserIdentity.MastersGroup), isKnown),
            // What a node may do depends on the Pods bound to it: that is no list of rules.
            Incomplete = user.NodeName() is { Length: > 0 },
        };
    }

    public bool AllowsPath(UserIdentity user, string verb, string path)
    {
        if (user.IsIn(UserIdentity.MastersGroup))
            return true;
        if (verb != "get")
            return false;
        return IsPublic(path) || (user.IsIn(UserIdentity.AuthenticatedGroup) && IsDiscovery(path));
    }

    private static ValueList<NonResourceRule> PathRules(bool isMaster, bool isKnown)
    {
        if (isMaster)
            return [new NonResourceRule { Verbs = ["*"], NonResourceURLs = ["*"] }];
        ValueList<string> visible = ["/healthz", "/livez", "/readyz", "/version"];
        if (isKnown)
            visible = visible.Concat(["/api", "/api/*", "/apis", "/apis/*", "/openapi", "/openapi/*"]).ToValueList();
        return [new NonResourceRule { Verbs = ["get"], NonResourceURLs = visible }];
    }

    private static AccessRule[]? RulesOf(UserIdentity user)
    {
        if (user.IsIn(UserIdentity.MastersGroup) || user.Name == UserIdentity.ControllerManager.Name)
            return Everything;
        if (user.Name == UserIdentity.Scheduler.Name)
            return Scheduler;
        if (user.Name == UserIdentity.KubeProxy.Name)
            return Proxy;
        return user.IsIn(BootstrapTokenSecret.NodeGroup) ? NodeBootstrapper : null;
    }

    private static bool IsJoining(UserIdentity user) =>
        user.Name == UserIdentity.Anonymous.Name || user.IsIn(BootstrapTokenSecret.DefaultGroup)
        // Who came in another way than by a token asks as the node that it is.
        || user.NodeName() is { Length: > 0 };

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
