using Orchestrator.Api;
using Orchestrator.Api.Json;
using Orchestrator.Api.Kinds;
using Orchestrator.Api.Meta.V1;
using Orchestrator.Client;

namespace Orchestrator.Akka.Remoting;

/// <summary>A list, decoded item by item while it arrives.</summary>
internal sealed class ListSink(KindDefinition kind) : ResultSink<ObjectList>
{
    private readonly List<KubeObject> _items = [];
    private ListMeta? _head;

    public override void Take(AnswerRecord record, ReadOnlySpan<byte> bytes)
    {
        if (record == AnswerRecord.ListItem && _head is not null)
            _items.Add(kind.ReadJson(bytes));
        else if (record == AnswerRecord.ListHead && _head is null)
            _head = JsonCodec.Read<ListMeta>(bytes);
        else
            throw Unexpected(record);
    }

    public override void Complete()
    {
        if (_head is null)
            throw new FormatException("the answer holds no list");
        Succeed(new(_items, _head.ResourceVersion ?? "", _head.Continue, _head.RemainingItemCount));
    }
}
