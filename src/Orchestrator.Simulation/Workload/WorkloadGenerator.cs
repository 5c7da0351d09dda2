using Orchestrator.Api.Patches;
using Orchestrator.Simulation.Cluster;

namespace Orchestrator.Simulation.Workload;

/// <summary>Users, as a seed decides: they create, change and delete without waiting for one another,
/// and read little.</summary>
internal sealed class WorkloadGenerator(SimulatedCluster cluster, Entropy chance)
{
    private static readonly string[] Namespaces = ["default", "team-a", "team-b"];
    private static readonly string[] Policies = ["Background", "Foreground", "Orphan"];
    private readonly UserActions _user = new(cluster);
    private int _texts;

    public int Pending => _user.Pending;

    public void Act()
    {
        var ns = Pick(Namespaces);
        switch (chance.Next(16))
        {
            case 0:
                ActOnNamespace(Pick(Namespaces[1..]));
                break;
            case 1 or 2 or 3:
                ActOnConfigMap(ns, $"c{chance.Next(4)}");
                break;
            case 4 or 5 or 6 or 7:
                ActOnPod(ns, $"p{chance.Next(6)}");
                break;
            case 8 or 9 or 10:
                ActOnService(ns, $"s{chance.Next(3)}");
                break;
            case 11:
                ActOnNode(Pick(cluster.Nodes).Name);
                break;
            case 12 or 13 or 14 or 15 when SimulatedCluster.HasController("deployment-controller"):
                ActOnDeployment(ns, $"d{chance.Next(3)}");
                break;
        }
    }

    /// <summary>Nodes take Pods again.</summary>
    public void Uncordon()
    {
        foreach (var entry in cluster.Snapshot.Range(ApiKinds.Of<NodeObject>().StoragePrefix))
        {
            if (entry.Value.Object is NodeObject { Spec.Unschedulable: true } node)
                _user.Cordon(node.Metadata.Name!, false);
        }
    }

    private void ActOnNamespace(string name)
    {
        if (chance.Next(3) > 0)
            _user.Create(Objects.Namespace(name));
        else
            _user.Delete<Namespace>(new("", name));
    }

    private void ActOnConfigMap(string ns, string name)
    {
        var text = $"text-{++_texts}";
        switch (chance.Next(5))
        {
            case 0:
                _user.Delete<ConfigMap>(new(ns, name), Pick(Policies));
                break;
            case 1:
                _user.Change<ConfigMap>(
                    new(ns, name), map => map with { Data = map.Data.With("text", text) });
                break;
            case 2:
                _user.CreateOwned(new(ns, $"p{chance.Next(6)}"), new(ns, name), text, blocks: chance.Next(2) == 0);
                break;
            default:
                _user.Create(Objects.ConfigMap(ns, name, text));
                break;
        }
    }

    private void ActOnPod(string ns, string name)
    {
        if (chance.Next(8) == 0)
        {
            _user.Bind(new(ns, name), Pick(cluster.Nodes).Name);
            return;
        }
        if (chance.Next(3) == 0)
        {
            long? grace = chance.Next(4) switch { 0 => 0, 1 => 1, _ => null };
            _user.Delete<Pod>(new(ns, name), Pick(Policies), grace);
            return;
        }
        var (container, policy) = chance.Next(5) switch
        {
            0 => (SimulatedNode.EndsWell, "Never"),
            1 => (SimulatedNode.EndsBadly, "Never"),
            2 => (SimulatedNode.EndsWell, "OnFailure"),
            _ => ("app", "Always"),
        };
        _user.Create(Objects.Pod(ns, name, container, policy));
    }

    private void ActOnService(string ns, string name)
    {
        switch (chance.Next(5))
        {
            case 0:
                _user.Delete<Service>(new(ns, name));
                break;
            case 1:
                var app = App();
                _user.Change<Service>(new(ns, name), service => service with
                {
                    Spec = service.Spec with { Selector = ValueMap.Of(("app", app)) },
                });
                break;
            default:
                _user.Create(Objects.Service(ns, name, App(), chance.Next(3) == 0 ? "NodePort" : "ClusterIP"));
                break;
        }
    }

    private void ActOnDeployment(string ns, string name)
    {
        var count = chance.Next(5);
        switch (chance.Next(6))
        {
            case 0:
                _user.Delete<Deployment>(new(ns, name), Pick(Policies));
                break;
            case 1:
                _user.Patch<Deployment>(new(ns, name), PatchType.Merge, $$$"""{"spec":{"replicas":{{{count}}}}}""");
                break;
            case 2 or 3:
                var image = $"app:{chance.Next(4)}";
                _user.Change<Deployment>(new(ns, name), deployment => WithImage(deployment, image));
                break;
            default:
                _user.Create(Objects.Deployment(ns, name, count, "app:1"));
                break;
        }
    }

    private void ActOnNode(string name)
    {
        if (chance.Next(6) == 0)
            _user.Delete<NodeObject>(new("", name));
        else
            _user.Cordon(name, chance.Next(3) == 0);
    }

    private string App() => chance.Next(2) == 0 ? $"d{chance.Next(3)}" : $"p{chance.Next(6)}";

    private T Pick<T>(IReadOnlyList<T> items) => items[chance.Next(items.Count)];

    private static Deployment WithImage(Deployment deployment, string image) => deployment with
    {
        Spec = deployment.Spec with
        {
            Template = deployment.Spec.Template with
            {
                Spec = deployment.Spec.Template.Spec with
                {
                    Containers = [deployment.Spec.Template.Spec.Containers[0] with { Image = image }],
                },
            },
        },
    };
}
