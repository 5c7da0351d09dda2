using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Admission;

/// <summary>What a node with a good certificate writes, and what it may not, with Kubernetes' words.</summary>
public class NodeRestrictionTests
{
    private readonly SimulatedServer _server = new();

    public NodeRestrictionTests()
    {
        As("n1", async api => await api.CreateAsync(Objects.Node("n1")));
        As("n2", async api => await api.CreateAsync(Objects.Node("n2")));
        As("n2", async api => await api.CreateAsync(Lease("n2")));
        _server.Create(Objects.Pod("p1", node: "n1"));
        _server.Create(Objects.Pod("p2", node: "n2"));
    }

    public static TheoryData<string, Func<IApiClient, SimulatedServer, ValueTask>> Allowed => new()
    {
        { "the status of its Pod", async (api, s) => await api.UpdateStatusAsync(Running(Stored<Pod>(s, "default", "p1"))) },
        { "deleting its Pod", async (api, _) => await api.DeleteAsync<Pod>(new("default", "p1")) },
        { "labels of kubelets", async (api, s) => await api.UpdateAsync(Labelled(s, "node.kubernetes.io/instance-type")) },
        { "labels below kubelet.kubernetes.io", async (api, s) => await api.UpdateAsync(Labelled(s, "a.kubelet.kubernetes.io/x")) },
        { "labels of its own", async (api, s) => await api.UpdateAsync(Labelled(s, "example.com/disk")) },
        { "its status", async (api, s) => await api.UpdateStatusAsync(Stored<Node>(s, "", "n1") with { Status = new NodeStatus { Phase = "x" } }) },
        { "its Lease", async (api, _) => await api.CreateAsync(Lease("n1")) },
        { "a mirror Pod", async (api, s) => await api.CreateAsync(Mirror(s)) },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Node_May(string name, Func<IApiClient, SimulatedServer, ValueTask> request)
    {
        Assert.NotEmpty(name);
        As("n1", api => request(api, _server));
    }

    public static TheoryData<string, Func<IApiClient, SimulatedServer, ValueTask>, string> Refused => new()
    {
        { "another Node", async (api, _) => await api.CreateAsync(Objects.Node("n3")), "nodes \"n3\" is forbidden: node \"n1\" is not allowed to modify node \"n3\"" },
        { "another Node's status", async (api, s) => await api.UpdateStatusAsync(Stored<Node>(s, "", "n2")), "nodes \"n2\" is forbidden: node \"n1\" is not allowed to modify node \"n2\"" },
        { "its taints", async (api, s) => await api.UpdateAsync(Untainted(s)), "nodes \"n1\" is forbidden: node \"n1\" is not allowed to modify taints" },
        { "a restricted label", async (api, s) => await api.UpdateAsync(Labelled(s, "node-restriction.kubernetes.io/team")), "is not allowed to modify labels: node-restriction.kubernetes.io/team" },
        { "the control plane's label", async (api, s) => await api.UpdateAsync(Labelled(s, "node-role.kubernetes.io/control-plane")), "is not allowed to modify labels: node-role.kubernetes.io/control-plane" },
        { "that label by its status", async (api, s) => await api.UpdateStatusAsync(Labelled(s, "x.k8s.io/y")), "is not allowed to modify labels: x.k8s.io/y" },
        { "deleting another node's Pod", async (api, _) => await api.DeleteAsync<Pod>(new("default", "p2")), "pods \"p2\" is forbidden: node \"n1\" can only delete pods with spec.nodeName set to itself" },
        { "the status of another node's Pod", async (api, s) => await api.UpdateStatusAsync(Running(Stored<Pod>(s, "default", "p2"))), "node \"n1\" can only update pod status for pods with spec.nodeName set to itself" },
        { "labels of its Pod", async (api, s) => await api.UpdateStatusAsync(WithLabel(Stored<Pod>(s, "default", "p1"))), "node \"n1\" cannot update labels through pod status" },
        { "a Pod that is no mirror", async (api, _) => await api.CreateAsync(Objects.Pod("p", node: "n1")), "pod does not have \"kubernetes.io/config.mirror\" annotation, node \"n1\" can only create mirror pods" },
        { "a mirror Pod for another node", async (api, s) => await api.CreateAsync(Mirror(s, node: "n2")), "node \"n1\" can only create pods with spec.nodeName set to itself" },
        { "a mirror Pod without an owner", async (api, s) => await api.CreateAsync(Mirror(s, owned: false)), "node \"n1\" can only create pods with an owner reference set to itself" },
        { "a mirror Pod of another uid", async (api, s) => await api.CreateAsync(Mirror(s, uid: "x")), "UID mismatch: expected x got " },
        { "a mirror Pod that reads a Secret", async (api, s) => await api.CreateAsync(Mirror(s, secret: "s")), "node \"n1\" can not create pods that reference secrets" },
        { "another node's Lease", async (api, _) => await api.CreateAsync(Lease("n3")), "can only access node lease with the same name as the requesting node" },
        { "a Lease elsewhere", async (api, _) => await api.CreateAsync(Lease("n1", "kube-system")), "can only access leases in the \"kube-node-lease\" system namespace" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Node_MayNot(string name, Func<IApiClient, SimulatedServer, ValueTask> request, string words)
    {
        var refused = Assert.Throws<StatusException>(() => As("n1", api => request(api, _server)));
        Assert.Equal((name, 403), (name, refused.Code));
        Assert.Contains(words, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void RemovingALabelOfOthers_IsRefused()
    {
        var labelled = _server.Run(api => api.UpdateAsync(Labelled(_server, "node-role.kubernetes.io/gpu")));
        var bare = labelled with { Metadata = labelled.Metadata with { Labels = [] } };
        var refused = Assert.Throws<StatusException>(() => As("n1", async api => { await api.UpdateAsync(bare); }));
        Assert.EndsWith("modify labels: node-role.kubernetes.io/gpu", refused.Message, StringComparison.Ordinal);
    }

    private void As(string node, Func<IApiClient, ValueTask> code) =>
        _server.System.Run(() => code(_server.Core.ClientFor(UserIdentity.Node(node))));

    // Straight from the store: the rows run within the simulation already.
    private static T Stored<T>(SimulatedServer server, string ns, string name)
        where T : KubeObject =>
        (T)server.Store.Current.Get(ApiKinds.Of<T>().StorageKey(new(ns, name)))!.Value.Object;

    private static Pod Running(Pod pod) => pod with { Status = pod.Status with { Phase = "Running" } };

    private static Pod WithLabel(Pod pod) =>
        pod with { Metadata = pod.Metadata with { Labels = ValueMap.Of(("app", "db")) } };

    private static Node Labelled(SimulatedServer server, string label)
    {
        var node = Stored<Node>(server, "", "n1");
        return node with { Metadata = node.Metadata with { Labels = node.Metadata.Labels.With(label, "x") } };
    }

    private static Node Untainted(SimulatedServer server)
    {
        var node = Stored<Node>(server, "", "n1");
        Assert.NotEmpty(node.Spec.Taints);
        return node with { Spec = node.Spec with { Taints = [] } };
    }

    private static Lease Lease(string name, string ns = "kube-node-lease") =>
        new() { Metadata = new ObjectMeta { Name = name, Namespace = ns } };

    private static Pod Mirror(
        SimulatedServer server, string node = "n1", bool owned = true, string? uid = null, string? secret = null)
    {
        var pod = Objects.Pod("mirror", node: node);
        var owner = new OwnerReference
        {
            ApiVersion = "v1",
            Kind = "Node",
            Name = "n1",
            Uid = uid ?? Stored<Node>(server, "", "n1").Metadata.Uid!,
            Controller = true,
        };
        return pod with
        {
            Metadata = pod.Metadata with
            {
                Annotations = ValueMap.Of(("kubernetes.io/config.mirror", "x")),
                OwnerReferences = owned ? [owner] : [],
            },
            Spec = pod.Spec with
            {
                Volumes = secret is null
                    ? []
                    : [new Volume { Name = "v", Secret = new SecretVolumeSource { SecretName = secret } }],
            },
        };
    }
}
