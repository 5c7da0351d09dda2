using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.RootCa;

namespace Orchestrator.Controllers.Tests.RootCa;

public class RootCaPublisherTests
{
    private readonly ControllerWorld _world = new(1, RootCaPublisher.Name);

    public RootCaPublisherTests() => _world.Api.Put(Objects.Namespace("a"));

    [Fact]
    public void NamespaceAppears_HoldsTheCa()
    {
        _world.Start();
        _world.Api.Put(Objects.Namespace("b"));
        _world.Run(1);

        foreach (var ns in (string[])["a", "b"])
            Assert.Equal(_world.Options.RootCa, _world.Get<ConfigMap>(ns, "kube-root-ca.crt").Data["ca.crt"]);
    }

    [Fact]
    public void Changed_IsPutRight()
    {
        _world.Start();
        var map = _world.Get<ConfigMap>("a", "kube-root-ca.crt");
        _world.Api.Put(map with { Data = ValueMap.Of(("ca.crt", "forged")) });
        _world.Run(1);

        Assert.Equal(_world.Options.RootCa, _world.Get<ConfigMap>("a", "kube-root-ca.crt").Data["ca.crt"]);
    }

    [Fact]
    public void Deleted_IsMadeAgain()
    {
        _world.Start();
        _world.Delete<ConfigMap>("a", "kube-root-ca.crt");
        _world.Run(1);

        Assert.NotNull(_world.Api.Find<ConfigMap>("a", "kube-root-ca.crt"));
    }
}
