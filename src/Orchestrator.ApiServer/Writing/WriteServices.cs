using Orchestrator.Actors;
using Orchestrator.Api.Errors;
using Orchestrator.ApiServer.Admission;
using Orchestrator.ApiServer.Allocation;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Writing;

/// <summary>What every write needs.</summary>
internal sealed record WriteServices(
    Registry Registry, AdmissionChain Admission, Allocators Allocators, Entropy Entropy, TimeProvider Time)
{
    private const int MayHaveHappened = 504;

    /// <summary>Writes under the request's leader token, if it has one.</summary>
    /// <exception cref="StatusException">409: that leader's Lease has passed on.</exception>
    public async ValueTask<WriteResult> WriteAsync(ApiRequest request, WriteCommand command) =>
        RequireLeader(request, Traced(request, await Registry.WriteAsync(Fenced(request, command))));

    /// <summary>The same for an object whose reservation learns the outcome.</summary>
    /// <inheritdoc cref="WriteAsync(ApiRequest, WriteCommand)"/>
    public async ValueTask<WriteResult> WriteAsync(ApiRequest request, WriteCommand command, Reservation reservation)
    {
        reservation.BeginWrite();
        WriteResult result;
        try
        {
            result = await Registry.WriteAsync(Fenced(request, command));
        }
        catch (StatusException refused) when (refused.Code != MayHaveHappened)
        {
            // A full disk refuses for hours: what each attempt held is free again at once.
            reservation.EndWrite(null);
            throw;
        }
        reservation.EndWrite(result);
        return RequireLeader(request, Traced(request, result));
    }

    private static WriteResult Traced(ApiRequest request, WriteResult result)
    {
        if (result.Succeeded && request.Trace is { } trace)
            trace.HasWritten = true;
        return result;
    }

    private static WriteCommand Fenced(ApiRequest request, WriteCommand command) => request.Leader is { } leader
        ? command with { Fence = new Fence(leader.Lease, leader.LeaseUid, leader.Identity, leader.Transitions) }
        : command;

    private static WriteResult RequireLeader(ApiRequest request, WriteResult result) => result.Fenced
        ? throw Statuses.LeadershipEnded(
            request.Group, request.Resource, request.Name, request.Leader!.Lease.ToString())
        : result;
}
