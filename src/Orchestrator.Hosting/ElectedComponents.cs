using Orchestrator.Actors;
using Orchestrator.Client;
using Orchestrator.Controllers;
using Orchestrator.Hosting.Clusters;
using Orchestrator.Scheduler;

namespace Orchestrator.Hosting;

/// <summary>Controllers and scheduler, each on one control plane of the cluster.</summary>
internal static class ElectedComponents
{
    private const string Scheduler = "default-scheduler";

    /// <summary>They end when this member leaves the cluster.</summary>
    /// <param name="cluster">Decides where they run.</param>
    /// <param name="manager">The API as the controller manager.</param>
    /// <param name="scheduler">The API as the scheduler.</param>
    /// <param name="controllers">For the controller manager.</param>
    /// <param name="election">Names their Leases.</param>
    public static void Run(
        ICluster cluster, IApiClient manager, IApiClient scheduler, ControllerManagerOptions controllers,
        LeaderElectionSettings election)
    {
        cluster.RunSingleton(
            new Singleton("controllers", ClusterRoles.ControlPlane, manager)
            {
                Lease = election.ResourceName,
                Reporter = "kube-controller-manager",
            },
            api => new ControllerManager(api, controllers));
        cluster.RunSingleton(
            new Singleton("scheduler", ClusterRoles.ControlPlane, scheduler)
            {
                Lease = election.SchedulerResourceName,
                Reporter = Scheduler,
            },
            api => new SchedulerTree(api, new SchedulerOptions { SchedulerName = Scheduler }));
    }
}
