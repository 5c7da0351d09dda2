using Orchestrator.Api;
using Orchestrator.Api.Kinds;

namespace Orchestrator.Akka.Remoting;

/// <summary>An answer of one object.</summary>
internal sealed class ObjectSink(KindDefinition kind) : ResultSink<KubeObject>
{
    private KubeObject? _value;

    public override void Take(AnswerRecord record, ReadOnlySpan<byte> bytes)
    {
        if (record != AnswerRecord.Object || _value is not null)
            throw Unexpected(record);
        _value = WireObject.Read(kind, bytes);
    }

    public override void Complete() => Succeed(_value ?? throw new FormatException("the answer holds no object"));
}
