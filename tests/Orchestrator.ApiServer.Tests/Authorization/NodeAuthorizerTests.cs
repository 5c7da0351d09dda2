using Orchestrator.Api;
using Orchestrator.Api.Coordination.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Client;

namespace Orchestrator.ApiServer.Tests.Authorization;

/// <summary>A node's requests against a server where it runs one Pod and another node runs another.</summary>
public class NodeAuthorizerTests
{
    private const string Prefix = "User \"system:node:n1\" cannot ";

    private readonly SimulatedServer _server = new();

    public NodeAuthorizerTests()
    {
        foreach (var name in (string[])["mine", "theirs", "unused", "mirrored"])
        {
            _server.Create(new Secret { Metadata = new ObjectMeta { Name = name, Namespace = "default" } });
            _server.Create(Objects.ConfigMap(name));
        }
        _server.Create(PodUsing("p1", "n1", "mine"));
        _server.Create(PodUsing("p2", "n2", "theirs"));
        var mirror = PodUsing("p3", "n1", "mirrored");
        _server.Create(mirror with
        {
            Metadata = mirror.Metadata with { Annotations = ValueMap.Of(("kubernetes.io/config.mirror", "x")) },
        });
    }

    public static TheoryData<string, Func<IApiClient, ValueTask>> Allowed => new()
    {
        { "a Secret of its Pod", async api => await api.GetAsync<Secret>(new("default", "mine")) },
        { "a ConfigMap of its Pod", async api => await api.GetAsync<ConfigMap>(new("default", "mine")) },
        { "a list of that one Secret", async api => await api.ListAsync<Secret>(Query("metadata.name=mine")) },
        { "its Pods", async api => await api.ListAsync<Pod>(Query("spec.nodeName=n1")) },
        { "its Pod", async api => await api.GetAsync<Pod>(new("default", "p1")) },
        { "Services", async api => await api.ListAsync<Service>(ListQuery.All) },
        { "its Node", async api => await api.CreateAsync(Objects.Node("n1")) },
        { "its Lease", async api => await api.CreateAsync(Lease("n1")) },
        { "its Node when it leaves", LeaveAsync },
    };

    [Theory]
    [MemberData(nameof(Allowed))]
    public void Node_May(string name, Func<IApiClient, ValueTask> request)
    {
        Assert.NotEmpty(name);
        _server.System.Run(() => request(_server.Core.ClientFor(UserIdentity.Node("n1"))));
    }

    public static TheoryData<string, Func<IApiClient, ValueTask>, string> Refused => new()
    {
        { "a Secret of another node's Pod", async api => await api.GetAsync<Secret>(new("default", "theirs")), "secrets \"theirs\" is forbidden: " + Prefix + "get resource \"secrets\" in API group \"\" in the namespace \"default\": no relationship found between node 'n1' and this object" },
        { "a Secret that no Pod uses", async api => await api.GetAsync<Secret>(new("default", "unused")), "no relationship found between node 'n1' and this object" },
        { "a Secret of a mirror Pod", async api => await api.GetAsync<Secret>(new("default", "mirrored")), "no relationship found between node 'n1' and this object" },
        { "a ConfigMap of another node's Pod", async api => await api.GetAsync<ConfigMap>(new("default", "theirs")), "no relationship found between node 'n1' and this object" },
        { "all Secrets of a namespace", async api => await api.ListAsync<Secret>(new ListQuery { Namespace = "default" }), "No Object name found" },
        { "all Secrets", async api => await api.ListAsync<Secret>(ListQuery.All), "can only read namespaced object of this type" },
        { "deleting a Secret", async api => await api.DeleteAsync<Secret>(new("default", "mine")), "can only read resources of this type" },
        { "all Pods", async api => await api.ListAsync<Pod>(ListQuery.All), "can only list/watch pods with spec.nodeName field selector" },
        { "another node's Pods", async api => await api.ListAsync<Pod>(Query("spec.nodeName=n2")), "can only list/watch pods with spec.nodeName field selector" },
        { "another node's Pod", async api => await api.GetAsync<Pod>(new("default", "p2")), "no relationship found between node 'n1' and this object" },
        { "all Nodes", async api => await api.ListAsync<Node>(ListQuery.All), "node 'n1' cannot read all nodes, only its own Node object" },
        { "watching all Nodes", async api => await api.WatchAsync(ApiKinds.Of<Node>(), new WatchQuery()), "node 'n1' cannot read all nodes, only its own Node object" },
        { "another Node", async api => await api.GetAsync<Node>(new("", "n2")), "node 'n1' cannot read 'n2', only its own Node object" },
        { "deleting another Node", async api => await api.DeleteAsync<Node>(new("", "n2")), "cannot delete resource \"nodes\" in API group \"\" at the cluster scope" },
        { "another node's Lease", async api => await api.GetAsync<Lease>(new("kube-node-lease", "n2")), "can only access node lease with the same name as the requesting node" },
        { "a Lease elsewhere", async api => await api.GetAsync<Lease>(new("kube-system", "n1")), "can only access leases in the \"kube-node-lease\" system namespace" },
        { "all Leases", async api => await api.ListAsync<Lease>(ListQuery.All), "can only get, create, update, patch, or delete a node lease" },
        { "namespaces", async api => await api.ListAsync<Namespace>(ListQuery.All), "cannot list resource \"namespaces\" in API group \"\" at the cluster scope" },
        { "service accounts", async api => await api.GetAsync<ServiceAccount>(new("default", "default")), "can only create tokens for individual service accounts" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void Node_MayNot(string name, Func<IApiClient, ValueTask> request, string end)
    {
        var refused = Assert.Throws<StatusException>(() =>
            _server.System.Run(() => request(_server.Core.ClientFor(UserIdentity.Node("n1")))));
        Assert.Equal((name, 403), (name, refused.Code));
        Assert.EndsWith(end, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void SecretOfAPod_IsReadableFromBindingToRemoval()
    {
        _server.Create(PodUsing("late", null, "unused"));
        Assert.False(CanRead("unused"));

        _server.Run(api => api.PostAsync(
            ApiKinds.Of<Pod>(), new("default", "late"), "binding",
            new Binding
            {
                Metadata = new ObjectMeta { Name = "late", Namespace = "default" },
                Target = new ObjectReference { Kind = "Node", Name = "n1" },
            }));
        Assert.True(CanRead("unused"));

        _server.Run(async api =>
        {
            await api.DeleteAsync<Pod>(new("default", "late"), new DeleteOptions { GracePeriodSeconds = 0 });
        });
        Assert.False(CanRead("unused"));
    }

    [Theory]
    [InlineData("n2,metadata.name!=x")]
    [InlineData("")]
    public void NameThatReadsLikeASelector_IsOnlyAName(string node)
    {
        var api = _server.Core.ClientFor(UserIdentity.Node(node));
        var refused = Assert.Throws<StatusException>(() =>
            _server.System.Run(async () => { await api.GetAsync<Secret>(new("default", "theirs")); }));
        Assert.Equal(403, refused.Code);
    }

    [Fact]
    public void NodesName_WithoutItsGroup_IsNobody()
    {
        var api = _server.Core.ClientFor(UserIdentity.Of("system:node:n1"));
        var refused = Assert.Throws<StatusException>(() =>
            _server.System.Run(async () => { await api.GetAsync<Secret>(new("default", "mine")); }));
        Assert.Equal(403, refused.Code);
    }

    private static async ValueTask LeaveAsync(IApiClient api)
    {
        await api.CreateAsync(Objects.Node("n1"));
        await api.DeleteAsync<Node>(new("", "n1"));
    }

    private bool CanRead(string secret)
    {
        try
        {
            var api = _server.Core.ClientFor(UserIdentity.Node("n1"));
            _server.System.Run(async () => { await api.GetAsync<Secret>(new("default", secret)); });
            return true;
        }
        catch (StatusException refused) when (refused.Code == 403)
        {
            return false;
        }
    }

    private static ListQuery Query(string fields) => new() { Namespace = "default", FieldSelector = fields };

    private static Pod PodUsing(string name, string? node, string used)
    {
        var pod = Objects.Pod(name, node: node);
        return pod with
        {
            Spec = pod.Spec with
            {
                Volumes = [new Volume { Name = "v", Secret = new SecretVolumeSource { SecretName = used } }],
                Containers =
                [
                    pod.Spec.Containers[0] with
                    {
                        EnvFrom = [new EnvFromSource { ConfigMapRef = new ConfigMapEnvSource { Name = used } }],
                    },
                ],
            },
        };
    }

    private static Lease Lease(string name) =>
        new() { Metadata = new ObjectMeta { Name = name, Namespace = "kube-node-lease" } };
}
