using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.PodGarbage;

namespace Orchestrator.Controllers.Tests.PodGarbage;

public class PodGarbageCollectorTests
{
    private readonly ControllerWorld _world = new(1, PodGarbageCollector.Name);

    public PodGarbageCollectorTests() => _world.Options = _world.Options with { TerminatedPodThreshold = 3 };

    [Fact]
    public void NodeGone_ItsPodsGoAfterAQuarantine()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Api.Put(Objects.Node("m", _world.Now));
        _world.Api.Put(Objects.Pod("lost", "n"));
        _world.Api.Put(Objects.Pod("kept", "m"));
        _world.Start();
        _world.Api.Remove<Node>("", "n");
        _world.Run(39);
        Assert.Equal(["kept", "lost"], Names());

        _world.Run(2);
        Assert.Equal(["kept"], Names());
        var status = _world.Api.Calls.Single(call => call is { Verb: "update", Subresource: "status" });
        Assert.Equal("lost", status.Key.Name);
    }

    [Fact]
    public void NodeBackWithinTheQuarantine_KeepsItsPods()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Api.Put(Objects.Pod("p", "n"));
        _world.Start();
        _world.Api.Remove<Node>("", "n");
        _world.Run(30);
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Run(100);

        Assert.Equal(["p"], Names());
    }

    [Fact]
    public void DeletedBeforeItWasBound_Goes()
    {
        var pod = Objects.Pod("p", null, "Pending");
        _world.Api.Put(pod with
        {
            Metadata = pod.Metadata with { DeletionTimestamp = _world.Now, DeletionGracePeriodSeconds = 30 },
        });
        _world.Start();

        Assert.Empty(Names());
    }

    [Fact]
    public void TerminatingOnANodeOutOfService_Goes()
    {
        var node = Objects.Node("n", _world.Now, "Unknown");
        _world.Api.Put(node);
        var pod = Objects.Pod("p", "n");
        _world.Api.Put(pod with
        {
            Metadata = pod.Metadata with { DeletionTimestamp = _world.Now, DeletionGracePeriodSeconds = 30 },
        });
        _world.Api.Put(Objects.Pod("running", "n"));
        _world.Start();
        _world.Run(60);
        Assert.Equal(["p", "running"], Names());

        _world.Api.Put(node with
        {
            Spec = new() { Taints = [new Taint { Key = "node.kubernetes.io/out-of-service", Effect = "NoExecute" }] },
        });
        _world.Run(1);
        Assert.Equal(["running"], Names());
    }

    [Fact]
    public void TooManyFinished_TheEvictedAndTheOldestGo()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Start();
        foreach (var name in (string[])["old", "older-evicted", "b", "c", "d"])
        {
            var pod = Objects.Pod(name, "n", name == "b" ? "Failed" : "Succeeded");
            if (name == "older-evicted")
                pod = pod with { Status = pod.Status with { Phase = "Failed", Reason = "Evicted" } };
            _world.Api.Put(pod);
            _world.Run(2);
        }

        Assert.Equal(["b", "c", "d"], Names());
    }

    [Fact]
    public void FinishedPodsWithinTheNumber_Stay()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Start();
        foreach (var name in (string[])["a", "b", "c"])
            _world.Api.Put(Objects.Pod(name, "n", "Succeeded"));
        _world.Run(100);

        Assert.Equal(["a", "b", "c"], Names());
    }

    private IEnumerable<string> Names() => _world.Api.All<Pod>().Select(pod => pod.Metadata.Name!);
}
