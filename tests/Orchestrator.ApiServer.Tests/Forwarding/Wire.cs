using Orchestrator.Api.Errors;
using Orchestrator.Api.Json;
using Orchestrator.ApiServer.Forwarding;
using Orchestrator.ApiServer.Requests;
using Orchestrator.Store;

namespace Orchestrator.ApiServer.Tests.Forwarding;

/// <summary>Carries requests to the leader's pipeline as HTTP would, and fails when told to.</summary>
/// <param name="leader">Whose pipeline; asked for each request.</param>
/// <param name="shown">What the leader's store shows.</param>
public sealed class Wire(Func<ApiServerCore> leader, Func<StoreSnapshot> shown) : ILeaderTransport
{
    /// <summary>Asked before each send, with its number from 1; may throw, or never return.</summary>
    public Func<int, CancellationToken, ValueTask> Before { get; set; } = (_, _) => default;

    public List<(string Address, ForwardedRequest Request)> Sent { get; } = [];

    public async ValueTask<ForwardedAnswer> SendAsync(
        string address, ForwardedRequest request, CancellationToken cancellation = default)
    {
        Sent.Add((address, request));
        await Before(Sent.Count, cancellation);
        try
        {
            var source = request.Source with { IsForwarded = true };
            var result = await leader().Pipeline.ExecuteAsync(source, CancellationToken.None);
            var (form, body) = AnswerWriter.Of(result);
            return new(result.Code, form, shown().Revision, body, [.. result.Warnings]);
        }
        catch (StatusException refused)
        {
            return new(refused.Code, "", 0, JsonCodec.Write(refused.Status), []);
        }
    }
}
