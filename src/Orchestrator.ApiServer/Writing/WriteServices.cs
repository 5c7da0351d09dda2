using Orchestrator.Actors;
using Orchestrator.ApiServer.Admission;
using Orchestrator.ApiServer.Allocation;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Writing;

/// <summary>What every write needs.</summary>
internal sealed record WriteServices(
    Registry Registry, AdmissionChain Admission, Allocators Allocators, Entropy Entropy, TimeProvider Time)
{
    /// <summary>Writes an object whose reservation learns the outcome.</summary>
    public async ValueTask<WriteResult> WriteAsync(WriteCommand command, Reservation reservation)
    {
        reservation.BeginWrite();
        var result = await Registry.WriteAsync(command);
        reservation.EndWrite(result);
        return result;
    }
}
