using Orchestrator.Api.Core.V1;

namespace Orchestrator.ApiServer.Tests.Admission;

public class AdmissionTests
{
    private readonly SimulatedServer _server = new();

    [Fact]
    public void Pod_RunsAsDefaultServiceAccount() =>
        Assert.Equal("default", _server.Create(Objects.Pod("p")).Spec.ServiceAccountName);

    [Fact]
    public void Pod_ToleratesLostNodesForFiveMinutes()
    {
        var tolerations = _server.Create(Objects.Pod("p")).Spec.Tolerations;
        Assert.Equal(
            ["node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable"], tolerations.Select(t => t.Key!));
        Assert.All(tolerations, t => Assert.Equal(300, t.TolerationSeconds));
    }

    [Fact]
    public void PodThatToleratesAll_IsLeftAlone()
    {
        var value = Objects.Pod("p");
        var pod = _server.Create(value with
        {
            Spec = value.Spec with { Tolerations = [new Toleration { Operator = "Exists" }] },
        });
        Assert.Single(pod.Spec.Tolerations);
    }

    [Fact]
    public void NewNode_IsTaintedNotReady()
    {
        var taint = Assert.Single(_server.Create(Objects.Node("n")).Spec.Taints);
        Assert.Equal(("node.kubernetes.io/not-ready", "NoSchedule"), (taint.Key, taint.Effect));
    }

    [Fact]
    public void SystemNamespaces_AreThereFromTheStart()
    {
        foreach (var name in (string[])["default", "kube-system", "kube-public", "kube-node-lease"])
            Assert.Equal("Active", _server.Get<Namespace>("", name).Status.Phase);
    }

    [Fact]
    public void KubernetesService_FollowsTheServersAddress()
    {
        _server.System.Run(() => _server.Core.Bootstrapper.EnsureKubernetesServiceAsync("127.0.0.1", 6443));
        _server.System.Run(() => _server.Core.Bootstrapper.EnsureKubernetesServiceAsync("127.0.0.2", 7443));

        var service = _server.Get<Service>("default", "kubernetes");
        Assert.Equal("10.96.0.1", service.Spec.ClusterIP);
        var endpoints = _server.Get<Endpoints>("default", "kubernetes");
        Assert.Equal("127.0.0.2", endpoints.Subsets[0].Addresses[0].IP);
        Assert.Equal(7443, endpoints.Subsets[0].Ports[0].Port);
    }
}
