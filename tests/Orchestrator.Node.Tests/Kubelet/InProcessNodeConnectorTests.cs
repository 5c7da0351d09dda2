using Orchestrator.Api.Errors;
using Orchestrator.Node.Kubelet;

namespace Orchestrator.Node.Tests.Kubelet;

public sealed class InProcessNodeConnectorTests
{
    [Theory]
    [InlineData("waiting", false, "container \"app\" in pod \"web\" is waiting to start: CreateContainerError")]
    [InlineData("running once", true, "previous terminated container \"app\" in pod \"web\" not found")]
    public void LogThatIsNotThere_IsRefusedInTheKubeletsWords(string state, bool previous, string message)
    {
        var node = new SimulatedNode();
        if (state == "waiting")
            node.Runtime.OnCreate = _ => new RuntimeException("CreateContainerError", "no");
        var pod = node.Put(TestPods.Bound("web"));
        var connector = new InProcessNodeConnector();
        connector.Register(SimulatedNode.Name, node.Runtime);

        var refused = Assert.Throws<StatusException>(() => node.System.Run(
            () => connector.OpenLogAsync(SimulatedNode.Name, new(pod, "app", new() { Previous = previous }))));

        Assert.Equal((400, message), (refused.Code, refused.Message));
    }

    [Fact]
    public void RunningContainersLog_IsOpened_AndThePreviousOnesAfterARestart()
    {
        var node = new SimulatedNode();
        node.Put(TestPods.Bound("web"));
        node.Exit("web", 1);
        var connector = new InProcessNodeConnector();
        connector.Register(SimulatedNode.Name, node.Runtime);

        Assert.NotNull(node.System.Run(() => connector.OpenLogAsync("node-1", new(node.Find("web")!, "app", new()))));
        Assert.NotNull(node.System.Run(
            () => connector.OpenLogAsync("node-1", new(node.Find("web")!, "app", new() { Previous = true }))));
    }
}
