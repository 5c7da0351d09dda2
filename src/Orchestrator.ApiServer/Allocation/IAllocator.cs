using Orchestrator.Api;

namespace Orchestrator.ApiServer.Allocation;

/// <summary>Chooses values that only one object in the cluster may hold, such as a cluster IP, before the object is
/// written.</summary>
internal interface IAllocator
{
    /// <summary>Fills and reserves. The reservation holds until it is disposed.</summary>
    /// <param name="old">The object as it is; null for a create.</param>
    /// <exception cref="Api.Errors.StatusException">422: taken by another, outside the range, or none left.</exception>
    Reservation Reserve(KubeObject value, KubeObject? old);
}
