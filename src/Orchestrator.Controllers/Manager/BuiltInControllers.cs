using Orchestrator.Client;
using Orchestrator.Controllers.Bootstrap;
using Orchestrator.Controllers.Certificates;
using Orchestrator.Controllers.Deployments;
using Orchestrator.Controllers.EndpointSliceMirroring;
using Orchestrator.Controllers.EndpointSlices;
using Orchestrator.Controllers.GarbageCollection;
using Orchestrator.Controllers.Namespaces;
using Orchestrator.Controllers.NodeLifecycle;
using Orchestrator.Controllers.PodGarbage;
using Orchestrator.Controllers.ReplicaSets;
using Orchestrator.Controllers.RootCa;
using Orchestrator.Controllers.ServiceAccounts;
using Orchestrator.Controllers.ServiceEndpoints;
using Orchestrator.Controllers.TaintEviction;

namespace Orchestrator.Controllers;

/// <summary>Every controller this program brings. To add one: its folder, and a line here.</summary>
public static class BuiltInControllers
{
    public static ValueList<ControllerRegistration> All { get; } =
    [
        ControllerRegistration.Of(
            NamespaceController.Name, c => new NamespaceController(c.Listers, c.Api, c.Time), workers: 10),
        ControllerRegistration.Of(
            ServiceAccountsController.Name, c => new ServiceAccountsController(c.Listers, c.Api)),
        ControllerRegistration.Of(
            RootCaPublisher.Name, c => new RootCaPublisher(c.Listers, c.Api, c.Options.RootCa)),
        ControllerRegistration.Of(
            NodeLifecycleController.Name,
            c => new NodeLifecycleController(
                c.Listers, c.Api, c.Events.As(NodeLifecycleController.Component), c.Time, c.Options),
            workers: 8),
        ControllerRegistration.Of(
            TaintEvictionController.Name,
            c => new TaintEvictionController(
                c.Listers, c.Api, c.Events.As(TaintEvictionController.Name), c.Time),
            workers: 8),
        ControllerRegistration.Of(
            PodGarbageCollector.Name,
            c => new PodGarbageCollector(c.Listers, c.Api, c.Time, c.Options.TerminatedPodThreshold)),
        ControllerRegistration.Of(
            DeploymentController.Name,
            c => new DeploymentController(c.Listers, c.Api, c.Events.As(DeploymentController.Name), c.Time)),
        ControllerRegistration.Of(
            ReplicaSetController.Name,
            c => new ReplicaSetController(c.Listers, c.Api, c.Events.As(ReplicaSetController.Name), c.Time)),
        ControllerRegistration.Of(
            EndpointsController.Name,
            c => new EndpointsController(c.Listers, c.Api, c.Events.As(EndpointsController.Component), c.Time)),
        ControllerRegistration.Of(
            EndpointSliceController.Name,
            c => new EndpointSliceController(
                c.Listers, c.Api, c.Events.As(EndpointSliceController.Component), c.Time)),
        ControllerRegistration.Of(
            EndpointSliceMirroringController.Name,
            c => new EndpointSliceMirroringController(
                c.Listers, c.Api, c.Events.As(EndpointSliceMirroringController.Component), c.Time)),
        WithSigner(CsrApprovingController.Name, c => new CsrApprovingController(c.Listers, c.Api)),
        WithSigner(
            CsrSigningController.Name,
            c => new CsrSigningController(
                c.Listers, c.Api, c.Options.Signer!, c.Time, c.Entropy, c.Options.ClusterSigningDuration)),
        WithSigner(CsrCleanerController.Name, c => new CsrCleanerController(c.Listers, c.Api, c.Time)),
        WithSigner(BootstrapSignerController.Name, c => new BootstrapSignerController(c.Listers, c.Api, c.Time)),
        WithSigner(TokenCleanerController.Name, c => new TokenCleanerController(c.Listers, c.Api, c.Time)),
        new(GarbageCollector.Name, (manager, c) => manager.Spawn(GarbageCollector.Name, () => new GarbageCollector(c))),
    ];

    /// <summary>A controller of nodes that join: without an authority that signs for them there are none, and it does
    /// not run.</summary>
    private static ControllerRegistration WithSigner(string name, Func<ControllerContext, IReconciler> create)
    {
        var controller = ControllerRegistration.Of(name, create);
        return controller with
        {
            Start = (manager, context) =>
            {
                if (context.Options.Signer is not null)
                    controller.Start(manager, context);
            },
        };
    }
}
