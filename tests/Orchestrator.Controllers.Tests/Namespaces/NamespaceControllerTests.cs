using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.Namespaces;
using Orchestrator.Controllers.ServiceAccounts;

namespace Orchestrator.Controllers.Tests.Namespaces;

public class NamespaceControllerTests
{
    private readonly ControllerWorld _world = new(1, NamespaceController.Name);

    public NamespaceControllerTests() => _world.Api.Put(Objects.Namespace("a"));

    [Fact]
    public void Deleted_TakesItsContentAndNothingElse()
    {
        _world.Api.Put(In("a", "one"));
        _world.Api.Put(In("b", "two"));
        _world.Api.Put(new Secret { Metadata = new() { Namespace = "a", Name = "s" } });
        _world.Start();
        _world.Delete<Namespace>("", "a");
        _world.Run(5);

        Assert.Null(_world.Api.Find<Namespace>("", "a"));
        Assert.Empty(_world.Api.All<Secret>());
        Assert.Equal(["b/two"], _world.Api.All<ConfigMap>().Select(map => map.Key.ToString()));
    }

    [Fact]
    public void ContentWithAFinalizer_HoldsTheNamespaceAndIsNamed()
    {
        var held = In("a", "held");
        _world.Api.Put(held with { Metadata = held.Metadata with { Finalizers = ["example.com/hold"] } });
        _world.Start();
        _world.Delete<Namespace>("", "a");
        _world.Run(5);

        var conditions = _world.Get<Namespace>("", "a").Status.Conditions;
        Assert.Equal(
            [
                "NamespaceDeletionDiscoveryFailure False", "NamespaceDeletionGroupVersionParsingFailure False",
                "NamespaceDeletionContentFailure False", "NamespaceContentRemaining True",
                "NamespaceFinalizersRemaining True",
            ],
            conditions.Select(condition => $"{condition.Type} {condition.Status}"));
        Assert.Equal(
            "Some resources are remaining: configmaps. has 1 resource instances", conditions[3].Message);
        Assert.Equal(
            "Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
            conditions[4].Message);

        var current = _world.Get<ConfigMap>("a", "held");
        var released = current with { Metadata = current.Metadata with { Finalizers = [] } };
        _world.Do(async api => await api.UpdateAsync(released));
        _world.Run(30);
        Assert.Null(_world.Api.Find<Namespace>("", "a"));
    }

    [Fact]
    public void PodEnding_LetsTheNamespaceGoAtOnce()
    {
        var pod = Objects.Pod("p", "node");
        _world.Api.Put(pod with { Metadata = pod.Metadata with { Namespace = "a" } });
        _world.Start();
        _world.Delete<Namespace>("", "a");
        _world.Run(10);
        Assert.NotNull(_world.Api.Find<Namespace>("", "a"));
        Assert.Equal(30, _world.Get<Pod>("a", "p").Metadata.DeletionGracePeriodSeconds);

        _world.Api.Remove<Pod>("a", "p");
        _world.Run(1);
        Assert.Null(_world.Api.Find<Namespace>("", "a"));
    }

    [Fact]
    public void CreateOnItsWayWhenDeletionBegan_IsSweptUpToo()
    {
        _world.Start();
        _world.Delete<Namespace>("", "a");
        _world.System.RunUntilIdle();
        _world.Api.Put(In("a", "late"));
        _world.Run(10);

        Assert.Null(_world.Api.Find<Namespace>("", "a"));
        Assert.Empty(_world.Api.All<ConfigMap>());
    }

    [Fact]
    public void KindThatCannotBeListed_IsReportedAndTheOthersGo()
    {
        _world.Api.Put(In("a", "one"));
        _world.Api.Put(new Secret { Metadata = new() { Namespace = "a", Name = "s" } });
        _world.Start();
        _world.Api.Fault = call =>
            call is { Verb: "list", Kind.Plural: "secrets" } ? new ApiUnreachableException("no") : null;
        _world.Delete<Namespace>("", "a");
        _world.Run(5);

        Assert.Empty(_world.Api.All<ConfigMap>());
        var failure = _world.Get<Namespace>("", "a").Status.Conditions[2];
        Assert.Equal("ContentDeletionFailed", failure.Reason);
        Assert.Equal("Failed to delete all resource types, 1 remaining: no", failure.Message);

        _world.Api.Fault = null;
        _world.Run(60);
        Assert.Null(_world.Api.Find<Namespace>("", "a"));
    }

    [Fact]
    public void AnyFaults_EndWithAnEmptyNamespaceGone()
    {
        for (ulong seed = 0; seed < 40; seed++)
        {
            var world = new ControllerWorld(seed, NamespaceController.Name, ServiceAccountsController.Name);
            var choices = world.System.Fork("faults");
            world.Api.Put(Objects.Namespace("a"));
            for (var i = 0; i < 10; i++)
                world.Api.Put(In("a", "m" + i));
            world.Start();
            world.Delete<Namespace>("", "a");
            world.Api.Fault = _ => choices.Next(5) == 0 ? new ApiUnreachableException("lost") : null;
            world.Api.LostAnswer = _ => choices.Next(5) == 0 ? new ApiUnreachableException("lost") : null;
            for (var i = 0; i < 10; i++)
            {
                world.Run(choices.NextDouble());
                world.System.Crash(world.System.LivePaths[choices.Next(world.System.LivePaths.Count)]);
            }
            world.Api.Fault = null;
            world.Api.LostAnswer = null;
            world.Run(300);

            Assert.True(world.Api.Find<Namespace>("", "a") is null, $"seed {seed}: the namespace stays");
            Assert.Empty(world.Api.All<ConfigMap>());
            Assert.Empty(world.Api.All<ServiceAccount>());
        }
    }

    private static ConfigMap In(string ns, string name) => new() { Metadata = new() { Namespace = ns, Name = name } };
}
