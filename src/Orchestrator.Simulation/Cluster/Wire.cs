using Orchestrator.Api.Json;
using Orchestrator.ApiServer.Forwarding;

namespace Orchestrator.Simulation.Cluster;

/// <summary>Carries writes from a control plane that follows to the one that leads, as badly as the link is.</summary>
internal sealed class Wire(IReadOnlyList<ControlPlaneProcess> planes, Link link, TimeProvider time) : ILeaderTransport
{
    public async ValueTask<ForwardedAnswer> SendAsync(
        string address, ForwardedRequest request, CancellationToken cancellation = default)
    {
        await Task.Delay(link.NextDelay(), time, cancellation);
        var plane = planes.FirstOrDefault(plane => plane.Address == address);
        if (plane?.Server.Core is not { } core || link.IsCut || link.Happens(link.LoseRequest))
            throw new LeaderUnreachableException($"{link.Name}: {address} was not reached", mayHaveHappened: false);
        var ended = plane.Server.Ended;
        var source = request.Source with { IsForwarded = true };
        var task = ExecuteAsync(core, plane, source).AsTask();
        try
        {
            await task.WaitAsync(ended).WaitAsync(cancellation);
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            throw new LeaderUnreachableException($"{link.Name}: {address} died", mayHaveHappened: true);
        }
        if (link.IsCut || link.Happens(link.LoseAnswer))
            throw new LeaderUnreachableException($"{link.Name}: the answer was lost", mayHaveHappened: true);
        return await task;
    }

    private static async ValueTask<ForwardedAnswer> ExecuteAsync(
        ApiServerCore core, ControlPlaneProcess plane, ApiRequest request)
    {
        try
        {
            var result = await core.Pipeline.ExecuteAsync(request, CancellationToken.None);
            var (form, body) = AnswerWriter.Of(result);
            return new(result.Code, form, plane.Store.Current.Revision, body, [.. result.Warnings]);
        }
        catch (StatusException refused)
        {
            return new(refused.Code, "", 0, JsonCodec.Write(refused.Status), []);
        }
    }
}
