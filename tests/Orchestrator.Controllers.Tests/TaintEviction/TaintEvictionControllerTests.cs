using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.TaintEviction;

namespace Orchestrator.Controllers.Tests.TaintEviction;

public class TaintEvictionControllerTests
{
    private const string Lost = "node.kubernetes.io/unreachable";

    private readonly ControllerWorld _world = new(1, TaintEvictionController.Name);

    [Fact]
    public void NodeTainted_PodsLeaveWhenTheirTolerationEnds()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Api.Put(Objects.Pod("now", "n"));
        _world.Api.Put(Objects.Pod("later", "n", "Running", Objects.Stands(Lost, 300)));
        _world.Api.Put(Objects.Pod("never", "n", "Running", Objects.Stands(Lost)));
        _world.Api.Put(Objects.Pod("elsewhere", "m"));
        _world.Start();
        Taint();
        _world.Run(1);
        Assert.Equal(["now"], Leaving());
        Assert.Equal("DeletionByTaintManager", _world.Get<Pod>("default", "now").Status.Conditions[1].Reason);
        Assert.Equal(["Marking for deletion Pod default/now"], _world.Events("TaintManagerEviction"));

        _world.Run(300);
        Assert.Equal(["later", "now"], Leaving());
        _world.Run(10_000);
        Assert.Equal(["later", "now"], Leaving());
    }

    [Fact]
    public void TaintTakenBack_CancelsTheEviction()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Api.Put(Objects.Pod("p", "n", "Running", Objects.Stands(Lost, 300)));
        _world.Start();
        Taint();
        _world.Run(200);
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Run(1000);

        Assert.Empty(Leaving());
        Assert.Equal(["Cancelling deletion of Pod default/p"], _world.Events("TaintManagerEviction"));
    }

    [Fact]
    public void ControllerRestarts_DoesNotCountAnew()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Api.Put(Objects.Pod("p", "n", "Running", Objects.Stands(Lost, 300)));
        _world.Start();
        Taint();
        _world.Run(200);
        _world.System.Crash("/controllers");
        _world.Run(101);

        Assert.Equal(["p"], Leaving());
    }

    [Fact]
    public void PodAppearsOnATaintedNode_Leaves()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Start();
        Taint();
        _world.Run(1);
        _world.Api.Put(Objects.Pod("p", "n"));
        _world.Run(1);

        Assert.Equal(["p"], Leaving());
    }

    [Fact]
    public void DeleteFails_IsTriedAgain()
    {
        _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Api.Put(Objects.Pod("p", "n"));
        _world.Start();
        _world.Api.Fault = call => call.Verb == "delete" ? new ApiUnreachableException("no") : null;
        Taint();
        _world.Run(10);
        Assert.Empty(Leaving());

        _world.Api.Fault = null;
        _world.Run(30);
        Assert.Equal(["p"], Leaving());
    }

    private void Taint()
    {
        var node = _world.Get<Node>("", "n");
        _world.Api.Put(node with
        {
            Spec = node.Spec with { Taints = [new Taint { Key = Lost, Effect = "NoExecute", TimeAdded = _world.Now }] },
        });
    }

    private IEnumerable<string> Leaving() => _world.Api.All<Pod>()
        .Where(pod => pod.Metadata.DeletionTimestamp is not null).Select(pod => pod.Metadata.Name!);
}
