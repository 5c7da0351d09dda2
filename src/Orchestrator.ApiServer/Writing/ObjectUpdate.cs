using Orchestrator.Api;
using Orchestrator.Api.Core.V1;

namespace Orchestrator.ApiServer.Writing;

/// <summary>What an update can never change, and when it ends a deletion. Pure.</summary>
internal static class ObjectUpdate
{
    /// <summary>The proposal with the metadata that only the server sets, as it is.</summary>
    public static KubeObject Keep(KubeObject proposed, KubeObject old)
    {
        var meta = proposed.Metadata;
        var was = old.Metadata;
        return proposed.With(meta with
        {
            Name = was.Name,
            Namespace = was.Namespace,
            Uid = was.Uid,
            SelfLink = was.SelfLink,
            Generation = was.Generation,
            ResourceVersion = was.ResourceVersion,
            CreationTimestamp = was.CreationTimestamp,
            DeletionTimestamp = was.DeletionTimestamp,
            DeletionGracePeriodSeconds = was.DeletionGracePeriodSeconds,
        });
    }

    /// <summary>Whether nothing keeps an object that is being deleted any longer, so that its update removes
    /// it.</summary>
    /// <remarks>A Pod within its grace period is ended by its node, not by an update; a namespace also waits for
    /// <c>spec.finalizers</c>.</remarks>
    public static bool EndsDeletion(KubeObject value, KubeObject old) =>
        old.IsBeingDeleted()
        && value.Metadata.Finalizers.IsEmpty
        && (old.Metadata.DeletionGracePeriodSeconds ?? 0) == 0
        && (value is not Namespace ns || ns.Spec.Finalizers.IsEmpty);
}
