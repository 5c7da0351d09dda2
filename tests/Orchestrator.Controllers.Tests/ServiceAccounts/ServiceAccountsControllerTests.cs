using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.ServiceAccounts;

namespace Orchestrator.Controllers.Tests.ServiceAccounts;

public class ServiceAccountsControllerTests
{
    private readonly ControllerWorld _world = new(1, ServiceAccountsController.Name);

    [Fact]
    public void NamespaceAppears_GetsItsDefaultAccount()
    {
        _world.Api.Put(Objects.Namespace("before"));
        _world.Start();
        _world.Api.Put(Objects.Namespace("after"));
        _world.Run(1);

        Assert.Equal(
            ["after/default", "before/default"],
            _world.Api.All<ServiceAccount>().Select(account => account.Key.ToString()));
    }

    [Fact]
    public void AccountDeleted_IsMadeAgain()
    {
        _world.Api.Put(Objects.Namespace("a"));
        _world.Start();
        var first = _world.Get<ServiceAccount>("a", "default");
        _world.Delete<ServiceAccount>("a", "default");
        _world.Run(1);

        Assert.NotEqual(first.Metadata.Uid, _world.Get<ServiceAccount>("a", "default").Metadata.Uid);
    }

    [Fact]
    public void NamespaceTerminating_GetsNone()
    {
        var space = Objects.Namespace("a");
        _world.Api.Put(space with
        {
            Metadata = space.Metadata with { DeletionTimestamp = _world.Now },
            Status = new() { Phase = "Terminating" },
        });
        _world.Start();

        Assert.Empty(_world.Api.All<ServiceAccount>());
        Assert.Empty(_world.Failures);
    }
}
