using Orchestrator.Api.Core.V1;
using Orchestrator.Controllers.RootCa;
using Orchestrator.Controllers.ServiceAccounts;

namespace Orchestrator.Controllers.Tests.Manager;

public class ControllerManagerTests
{
    [Fact]
    public void OneControllerCrashes_OnlyItRestarts()
    {
        var world = new ControllerWorld(1, ServiceAccountsController.Name, RootCaPublisher.Name).Start();
        world.System.Crash("/controllers/" + ServiceAccountsController.Name);
        world.Api.Put(Objects.Namespace("a"));
        world.Run(10);

        var failure = Assert.Single(world.System.Failures);
        Assert.Equal("/controllers/" + ServiceAccountsController.Name, failure.Path);
        Assert.Single(world.Api.All<ServiceAccount>());
        Assert.Single(world.Api.All<ConfigMap>());
    }

    [Fact]
    public void ManyControllers_ListEachKindOnce()
    {
        var world = new ControllerWorld(1, [.. BuiltInControllers.All.Select(known => known.Name)]).Start();

        Assert.All(
            world.Api.Calls.Where(call => call.Verb == "list").GroupBy(call => call.Kind!.Plural),
            calls => Assert.True(calls.Count() == 1, $"{calls.Key} was listed {calls.Count()} times"));
    }

    [Fact]
    public void SameSeed_SameRun()
    {
        static ulong Hash()
        {
            var world = new ControllerWorld(7, [.. BuiltInControllers.All.Select(known => known.Name)]).Start();
            world.Api.Put(Objects.Namespace("a"));
            for (var i = 0; i < 5; i++)
                world.Api.Put(Objects.Node("n" + i, world.Now));
            for (var i = 0; i < 20; i++)
                world.Api.Put(Objects.Pod("p" + i, "n" + i % 5));
            world.Run(100);
            world.Delete<Namespace>("", "a");
            world.Run(100);
            return world.System.TraceHash;
        }

        Assert.Equal(Hash(), Hash());
    }

    [Fact]
    public void Names_AreUnique() => Assert.Equal(
        BuiltInControllers.All.Count, BuiltInControllers.All.Select(known => known.Name).Distinct().Count());
}
