using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Errors;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Api.Values;
using Orchestrator.ApiServer.Verbs;

namespace Orchestrator.ApiServer.Tests.Verbs;

public class LogContainerTests
{
    private static Pod With(string[] containers, params string[] init) => new()
    {
        Metadata = new ObjectMeta { Name = "p" },
        Spec = new PodSpec
        {
            Containers = containers.Select(n => new Container { Name = n }).ToValueList(),
            InitContainers = init.Select(n => new Container { Name = n }).ToValueList(),
        },
    };

    [Fact]
    public void OnlyContainer_NeedsNoName() => Assert.Equal("a", LogContainer.Resolve(With(["a"], "i"), null));

    [Theory]
    [InlineData("b")]
    [InlineData("i")]
    public void NamedContainer_IsTaken(string name) =>
        Assert.Equal(name, LogContainer.Resolve(With(["a", "b"], "i"), name));

    [Fact]
    public void Several_MustBeNamed()
    {
        var refused = Assert.Throws<StatusException>(() => LogContainer.Resolve(With(["a", "b"], "i"), ""));
        Assert.Equal(
            "a container name must be specified for pod p, choose one of: [a b] or one of the init containers: [i]",
            refused.Message);
    }

    [Fact]
    public void UnknownName_IsRefused()
    {
        var refused = Assert.Throws<StatusException>(() => LogContainer.Resolve(With(["a"]), "z"));
        Assert.Equal("container z is not valid for pod p", refused.Message);
    }
}
