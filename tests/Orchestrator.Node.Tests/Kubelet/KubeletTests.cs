using Orchestrator.Api.Coordination.V1;
using Orchestrator.Node.Kubelet;

namespace Orchestrator.Node.Tests.Kubelet;

public sealed class KubeletTests
{
    [Fact]
    public void StartedNode_IsRegisteredReadyWithLabelsAndCapacity()
    {
        var node = new SimulatedNode();

        var registered = node.Api.Find<NodeObject>("", SimulatedNode.Name)!;

        Assert.Equal("node-1", registered.Metadata.Labels["kubernetes.io/hostname"]);
        Assert.Equal("linux", registered.Metadata.Labels["kubernetes.io/os"]);
        Assert.Equal("32", registered.Status.Capacity["cpu"].ToString());
        Assert.Equal("scripted://1.0", registered.Status.NodeInfo.ContainerRuntimeVersion);
        var ready = registered.Status.Conditions.Single(c => c.Type == "Ready");
        Assert.Equal(("True", "KubeletReady"), (ready.Status, ready.Reason));
    }

    [Fact]
    public void QuietNode_WritesItsStatusEveryFiveMinutes_AndItsLeaseEveryTenSeconds()
    {
        var node = new SimulatedNode();
        var first = node.Api.Find<Lease>("kube-node-lease", SimulatedNode.Name)!;
        Assert.Equal((SimulatedNode.Name, 40), (first.Spec.HolderIdentity, first.Spec.LeaseDurationSeconds));
        int Writes(string resource) => node.Api.Calls.Count(c => c.Verb == "update" && c.Kind?.Plural == resource);
        node.Wait(30);
        var (nodes, leases) = (Writes("nodes"), Writes("leases"));

        node.Wait(300);

        Assert.Equal((1, 30), (Writes("nodes") - nodes, Writes("leases") - leases));
    }

    [Fact]
    public void NodeMarkedUnreachable_SaysThatItIsReadyAgain()
    {
        var node = new SimulatedNode();
        var registered = node.Api.Find<NodeObject>("", SimulatedNode.Name)!;
        node.Api.Put(registered with
        {
            Status = registered.Status with
            {
                Conditions = registered.Status.Conditions
                    .Select(c => c with { Status = "Unknown", Reason = "NodeStatusUnknown" }).ToValueList(),
            },
        });

        node.Wait(11);

        Assert.Equal("True", node.Api.Find<NodeObject>("", SimulatedNode.Name)!.Status.Conditions.Single(c =>
            c.Type == "Ready").Status);
    }

    [Fact]
    public void SandboxWithoutAPod_IsEndedAtTheStart()
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("kept"));
        var pod = node.Put(TestPods.Bound("orphan"));
        node.System.Kill("/node-node-1");
        node.Api.Remove<Pod>("default", "orphan");

        NodeHost.Start(node.System, node.Api, node.Host.Options);
        node.Wait(2);

        Assert.Equal(["kept"], node.System.Run(() => node.Runtime.ListSandboxesAsync()).Select(s => s.Name));
        Assert.Contains(node.Runtime.Stopped, stopped =>
            stopped.Id.StartsWith(pod.Metadata.Uid!, StringComparison.Ordinal));
        Assert.Equal(2, node.Runtime.Started.Count);
    }

    [Fact]
    public void PodOfAnotherNode_IsNotTouched()
    {
        var node = new SimulatedNode();

        node.Put(TestPods.Bound("far").With(spec => spec with { NodeName = "node-2" }));

        Assert.Empty(node.Runtime.Created);
    }

    [Fact]
    public void StoppedInOrder_EndsTheWorkloadsWhenAsked()
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("web"));

        node.System.Run(() => node.Host.StopAsync(Workloads.End));

        Assert.Single(node.Runtime.Stopped);
        Assert.Empty(node.System.LivePaths);
    }
}
