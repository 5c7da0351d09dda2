using Orchestrator.Api.Kinds;

namespace Orchestrator.Akka.Remoting;

/// <summary>The kinds of a server that have a definition here.</summary>
internal sealed class KindsSink : ResultSink<IReadOnlyList<KindDefinition>>
{
    private readonly List<KindDefinition> _kinds = [];

    public override void Take(AnswerRecord record, ReadOnlySpan<byte> bytes)
    {
        if (record != AnswerRecord.Kind)
            throw Unexpected(record);
        var from = new WireReader(bytes);
        if (ApiKinds.Find(from.Text(), from.Text(), from.Text()) is { } kind)
            _kinds.Add(kind);
    }

    public override void Complete() => Succeed(_kinds);
}
