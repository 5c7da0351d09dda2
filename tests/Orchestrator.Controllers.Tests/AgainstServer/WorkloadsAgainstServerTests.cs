using Orchestrator.Api.Apps.V1;
using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Discovery.V1;

namespace Orchestrator.Controllers.Tests.AgainstServer;

/// <summary>A Deployment and its Service against the server itself: its defaults and rules are what the plans have to
/// live with.</summary>
public class WorkloadsAgainstServerTests
{
    private readonly ServerWorld _world = new(1);
    private int _addresses;

    public WorkloadsAgainstServerTests()
    {
        var node = _world.Create(new Node { Metadata = new() { Name = "n" } });
        _world.UpdateStatus(node with { Status = Objects.Node("n", _world.Now).Status });
        _world.Run(2);
        _world.Create(Bound(Workloads.Deployment("web", 3)));
        _world.Create(new Service
        {
            Metadata = new() { Namespace = "default", Name = "web" },
            Spec = new() { Selector = Workloads.Labels, Ports = [new ServicePort { Port = 80, TargetPort = "http" }] },
        });
        RunWithNode();
    }

    [Fact]
    public void Deployment_ComesUpBehindItsService()
    {
        Assert.Equal((3, 3, 3), Counts());
        Assert.Equal(3, Endpoints().Count());
        var slice = Assert.Single(_world.All<EndpointSlice>("default"), slice => slice.Key.Name.StartsWith("web-"));
        Assert.Equal((3, 8080), (slice.Endpoints.Count, slice.Ports[0].Port));
        Assert.All(slice.Endpoints, endpoint => Assert.True(endpoint.Conditions.Ready));
        Assert.DoesNotContain(_world.Failures, failure => failure.Contains("default/web"));
    }

    [Fact]
    public void RolledAndRolledBack_RevisionsGoOn()
    {
        Roll("v2");
        Assert.Equal((3, 3, 3), Counts());
        Roll("v1");

        Assert.Equal((3, 3, 3), Counts());
        Assert.Equal("3", Deployment().Metadata.Annotations["deployment.kubernetes.io/revision"]);
        Assert.Equal([0, 3], _world.All<ReplicaSet>("default").Select(set => set.Spec.Replicas).Order());
        Assert.All(_world.All<Pod>("default"), pod => Assert.Equal("v1", pod.Spec.Containers[0].Image));
    }

    [Fact]
    public void HistoryLimit_OldSetsGo()
    {
        _world.Update(Deployment() with { Spec = Deployment().Spec with { RevisionHistoryLimit = 1 } });
        for (var i = 2; i < 6; i++)
            Roll($"v{i}");

        Assert.Equal(2, _world.All<ReplicaSet>("default").Count);
    }

    [Fact]
    public void DeletedInTheForeground_EverythingGoes()
    {
        _world.Delete<Deployment>("default", "web", "Foreground");
        _world.Delete<Service>("default", "web");
        RunWithNode();

        Assert.Null(_world.Find<Deployment>("default", "web"));
        Assert.Empty(_world.All<ReplicaSet>("default"));
        Assert.Empty(_world.All<Pod>("default"));
        Assert.Null(_world.Find<Endpoints>("default", "web"));
        Assert.DoesNotContain(_world.All<EndpointSlice>("default"), slice => slice.Key.Name.StartsWith("web-"));
    }

    private static Deployment Bound(Deployment deployment)
    {
        var template = deployment.Spec.Template;
        var container = template.Spec.Containers[0] with
        {
            Ports = [new ContainerPort { Name = "http", ContainerPortValue = 8080, Protocol = "TCP" }],
        };
        template = template with { Spec = template.Spec with { NodeName = "n", Containers = [container] } };
        return deployment with
        {
            Metadata = new() { Namespace = "default", Name = deployment.Metadata.Name },
            Spec = deployment.Spec with { Template = template },
        };
    }

    private Deployment Deployment() => _world.Find<Deployment>("default", "web")!;

    private (int Replicas, int Updated, int Available) Counts()
    {
        var status = Deployment().Status;
        return (status.Replicas, status.UpdatedReplicas, status.AvailableReplicas);
    }

    private IEnumerable<EndpointAddress> Endpoints() =>
        _world.Find<Endpoints>("default", "web")!.Subsets.SelectMany(subset => subset.Addresses);

    private void Roll(string image)
    {
        var deployment = Deployment();
        var template = deployment.Spec.Template;
        _world.Update(deployment with
        {
            Spec = deployment.Spec with
            {
                Template = template with
                {
                    Spec = template.Spec with { Containers = [template.Spec.Containers[0] with { Image = image }] },
                },
            },
        });
        RunWithNode();
    }

    private void RunWithNode()
    {
        for (var turn = 0; turn < 15; turn++)
        {
            _world.Run(0.2);
            foreach (var pod in _world.All<Pod>("default"))
            {
                if (pod.Metadata.DeletionTimestamp is not null)
                    _world.Delete<Pod>("default", pod.Key.Name, grace: 0);
                else if (pod.Status.PodIP is null)
                    _world.UpdateStatus(pod.Ready(_world.Now, $"127.64.0.{++_addresses}"));
            }
        }
    }
}
