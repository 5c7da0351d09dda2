using Orchestrator.Api.Core.V1;
using Orchestrator.Client;
using Orchestrator.Controllers.GarbageCollection;

namespace Orchestrator.Controllers.Tests.GarbageCollection;

public class GarbageCollectorTests
{
    private readonly ControllerWorld _world = new(1, GarbageCollector.Name);

    [Fact]
    public void OwnerDeletedInTheBackground_TakesItsDependentsDownTheChain()
    {
        var owner = _world.Api.Put(Objects.ConfigMap("owner"));
        var middle = _world.Api.Put(Objects.ConfigMap("middle", Objects.OwnedBy(owner)));
        _world.Api.Put(Objects.ConfigMap("leaf", Objects.OwnedBy(middle)));
        _world.Api.Put(Objects.ConfigMap("other"));
        _world.Start();
        _world.Delete<ConfigMap>("default", "owner", "Background");
        Assert.NotNull(_world.Api.Find<ConfigMap>("default", "leaf"));
        _world.Run(1);

        Assert.Equal(["other"], Names());
    }

    [Fact]
    public void AnotherOwnerLeft_KeepsTheDependentWithoutTheLostReference()
    {
        var one = _world.Api.Put(Objects.ConfigMap("one"));
        var two = _world.Api.Put(Objects.ConfigMap("two"));
        _world.Api.Put(Objects.ConfigMap("kept", Objects.OwnedBy(one), Objects.OwnedBy(two)));
        _world.Start();
        _world.Delete<ConfigMap>("default", "one");
        _world.Run(1);

        Assert.Equal(["two"], OwnersOf("kept"));
    }

    [Fact]
    public void OwnerDeletedInTheForeground_GoesAfterWhatBlocksIt()
    {
        var owner = _world.Api.Put(Objects.ConfigMap("owner"));
        var held = Objects.ConfigMap("held", Objects.OwnedBy(owner, blocks: true));
        _world.Api.Put(held with { Metadata = held.Metadata with { Finalizers = ["example.com/hold"] } });
        _world.Start();
        _world.Delete<ConfigMap>("default", "owner", "Foreground");
        _world.Run(5);
        Assert.Equal(["held", "owner"], Names());
        Assert.NotNull(_world.Get<ConfigMap>("default", "held").Metadata.DeletionTimestamp);

        Release("held");
        _world.Run(1);
        Assert.Empty(Names());
    }

    [Fact]
    public void DependentThatDoesNotBlock_IsNotWaitedFor()
    {
        var owner = _world.Api.Put(Objects.ConfigMap("owner"));
        var held = Objects.ConfigMap("held", Objects.OwnedBy(owner));
        _world.Api.Put(held with { Metadata = held.Metadata with { Finalizers = ["example.com/hold"] } });
        _world.Start();
        _world.Delete<ConfigMap>("default", "owner", "Foreground");
        _world.Run(5);

        Assert.Equal(["held"], Names());
    }

    [Fact]
    public void ChainInTheForeground_GoesFromTheLeaves()
    {
        var owner = _world.Api.Put(Objects.ConfigMap("owner"));
        var middle = _world.Api.Put(Objects.ConfigMap("middle", Objects.OwnedBy(owner, blocks: true)));
        var leaf = Objects.ConfigMap("leaf", Objects.OwnedBy(middle, blocks: true));
        _world.Api.Put(leaf with { Metadata = leaf.Metadata with { Finalizers = ["example.com/hold"] } });
        _world.Start();
        _world.Delete<ConfigMap>("default", "owner", "Foreground");
        _world.Run(5);
        Assert.Equal(["leaf", "middle", "owner"], Names());

        Release("leaf");
        _world.Run(1);
        Assert.Empty(Names());
    }

    [Fact]
    public void CycleInTheForeground_IsBroken()
    {
        var one = _world.Api.Put(Objects.ConfigMap("one"));
        var two = _world.Api.Put(Objects.ConfigMap("two", Objects.OwnedBy(one, blocks: true)));
        _world.Api.Put(one with
        {
            Metadata = one.Metadata with { OwnerReferences = [Objects.OwnedBy(two, blocks: true)] },
        });
        _world.Start();
        _world.Delete<ConfigMap>("default", "one", "Foreground");
        _world.Run(10);

        Assert.Empty(Names());
    }

    [Fact]
    public void OwnerDeletedWithOrphaning_LeavesItsDependentsFree()
    {
        var owner = _world.Api.Put(Objects.ConfigMap("owner"));
        _world.Api.Put(Objects.ConfigMap("free", Objects.OwnedBy(owner, blocks: true)));
        _world.Start();
        _world.Delete<ConfigMap>("default", "owner", "Orphan");
        _world.Run(60);

        Assert.Equal(["free"], Names());
        Assert.Empty(OwnersOf("free"));
    }

    [Fact]
    public void OwnerThatNeverWas_TakesTheDependent()
    {
        _world.Start();
        var ghost = Objects.ConfigMap("ghost");
        _world.Api.Put(Objects.ConfigMap(
            "child", Objects.OwnedBy(ghost with { Metadata = ghost.Metadata with { Uid = "no-such-uid" } })));
        _world.Run(1);

        Assert.Empty(Names());
    }

    [Fact]
    public void OwnerOfTheSameNameCreatedAnew_IsNotTheOwner()
    {
        var owner = _world.Api.Put(Objects.ConfigMap("owner"));
        _world.Api.Put(Objects.ConfigMap("child", Objects.OwnedBy(owner)));
        _world.Start();
        _world.Api.Remove<ConfigMap>("default", "owner");
        _world.Api.Put(Objects.ConfigMap("owner"));
        _world.Run(1);

        Assert.Equal(["owner"], Names());
    }

    [Fact]
    public void OwnerInAnotherNamespace_IsNoneAndIsReported()
    {
        var owner = _world.Api.Put(new ConfigMap { Metadata = new() { Namespace = "other", Name = "owner" } });
        _world.Api.Put(Objects.ConfigMap("child", Objects.OwnedBy(owner)));
        _world.Api.Put(new Secret
        {
            Metadata = new() { Namespace = "other", Name = "s", OwnerReferences = [Objects.OwnedBy(owner)] },
        });
        _world.Start();
        _world.Run(5);

        Assert.Equal(["owner"], Names());
        Assert.NotNull(_world.Api.Find<Secret>("other", "s"));
        Assert.Equal(
            [
                $"ownerRef [v1/ConfigMap, namespace: default, name: owner, uid: {owner.Metadata.Uid}] "
                + "does not exist in namespace \"default\"",
            ],
            _world.Events("OwnerRefInvalidNamespace"));
    }

    [Fact]
    public void ClusterScopedOwner_OwnsAcrossNamespaces()
    {
        var node = _world.Api.Put(Objects.Node("n", _world.Now));
        _world.Api.Put(Objects.ConfigMap("child", Objects.OwnedBy(node)));
        _world.Start();
        _world.Run(5);
        Assert.Equal(["child"], Names());

        _world.Delete<Node>("", "n");
        _world.Run(1);
        Assert.Empty(Names());
    }

    [Fact]
    public void OwnerOfAnUnknownKind_IsLeftInDoubt()
    {
        _world.Api.Put(Objects.ConfigMap(
            "child", new OwnerReference { ApiVersion = "example.com/v1", Kind = "Widget", Name = "w", Uid = "u" }));
        _world.Start();
        _world.Run(600);

        Assert.Equal(["child"], Names());
        Assert.NotEmpty(_world.Failures);
    }

    /// <summary>Forests deleted in every way under crashes and lost answers: in the end nothing is left that has only
    /// lost owners, and nothing free is lost.</summary>
    [Fact]
    public void AnyFaults_EndWithExactlyTheOwnedGone()
    {
        for (ulong seed = 0; seed < 60; seed++)
        {
            var world = new ControllerWorld(seed, GarbageCollector.Name);
            var choices = world.System.Fork("faults");
            var roots = Enumerable.Range(0, 4).Select(i => world.Api.Put(Objects.ConfigMap("root" + i))).ToList();
            foreach (var root in roots)
            {
                for (var i = 0; i < 3; i++)
                {
                    var child = world.Api.Put(
                        Objects.ConfigMap($"{root.Metadata.Name}-{i}", Objects.OwnedBy(root, choices.Next(2) == 0)));
                    world.Api.Put(Objects.ConfigMap(
                        $"{child.Metadata.Name}-leaf", Objects.OwnedBy(child, blocks: true)));
                }
            }
            world.Start();
            // An orphaned subtree keeps its children; with the graph behind, so would Kubernetes lose some: it is let
            // catch up first.
            world.Delete<ConfigMap>("default", "root0", "Orphan");
            world.Api.Fault = _ => choices.Next(6) == 0 ? new ApiUnreachableException("lost") : null;
            world.Api.LostAnswer = _ => choices.Next(6) == 0 ? new ApiUnreachableException("lost") : null;
            TryDelete(world, "root1", "Foreground");
            TryDelete(world, "root2", "Background");
            for (var i = 0; i < 10; i++)
            {
                world.Run(choices.NextDouble() * 3);
                world.System.Crash(world.System.LivePaths[choices.Next(world.System.LivePaths.Count)]);
            }
            world.Api.Fault = null;
            world.Api.LostAnswer = null;
            world.Run(3000);

            var left = world.Api.All<ConfigMap>().Select(map => map.Metadata.Name!).ToList();
            Assert.Equal(6 + 7, left.Count);
            Assert.All(left, name => Assert.True(
                name.StartsWith("root0-", StringComparison.Ordinal)
                || name.StartsWith("root3", StringComparison.Ordinal),
                $"seed {seed}: {name} is left"));
        }
    }

    private static void TryDelete(ControllerWorld world, string name, string policy)
    {
        while (true)
        {
            try
            {
                world.Delete<ConfigMap>("default", name, policy);
                return;
            }
            catch (ApiUnreachableException)
            {
                if (world.Api.Find<ConfigMap>("default", name)?.Metadata.DeletionTimestamp is not null
                    || world.Api.Find<ConfigMap>("default", name) is null)
                {
                    return;
                }
            }
        }
    }

    private void Release(string name)
    {
        var current = _world.Get<ConfigMap>("default", name);
        var finalizers = current.Metadata.Finalizers.RemoveAll(finalizer => finalizer == "example.com/hold");
        _world.Do(async api => await api.UpdateAsync(
            current with { Metadata = current.Metadata with { Finalizers = finalizers } }));
    }

    private IEnumerable<string> Names() => _world.Api.All<ConfigMap>().Select(map => map.Metadata.Name!);

    private IEnumerable<string> OwnersOf(string name) =>
        _world.Get<ConfigMap>("default", name).Metadata.OwnerReferences.Select(owner => owner.Name);
}
