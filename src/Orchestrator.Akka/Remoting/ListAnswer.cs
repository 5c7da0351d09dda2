using Orchestrator.Api.Json;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Client;

namespace Orchestrator.Akka.Remoting;

/// <summary>A list, whose items become text only as the caller takes them.</summary>
internal sealed class ListAnswer(ObjectList list) : IAnswerSource
{
    private int _next = -1;

    public bool SendsAtOnce => false;

    public ValueTask<bool> WriteAsync(AnswerWriter to, CancellationToken cancellation)
    {
        if (_next < 0)
        {
            to.Add(AnswerRecord.ListHead, JsonCodec.Write(HeadOf(list)));
            _next = 0;
        }
        while (_next < list.Items.Count && !to.HasChunk)
            to.Add(AnswerRecord.ListItem, list.Items[_next++]);
        return new(_next < list.Items.Count);
    }

    public ValueTask DisposeAsync() => default;

    private static ListMeta HeadOf(ObjectList list) => new()
    {
        ResourceVersion = list.ResourceVersion,
        Continue = list.Continue,
        RemainingItemCount = list.RemainingItemCount,
    };
}
