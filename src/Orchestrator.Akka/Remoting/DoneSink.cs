namespace Orchestrator.Akka.Remoting;

/// <summary>An answer that says only that it is done.</summary>
internal sealed class DoneSink : ResultSink<bool>
{
    public override void Take(AnswerRecord kind, ReadOnlySpan<byte> bytes) => throw Unexpected(kind);

    public override void Complete() => Succeed(true);
}
