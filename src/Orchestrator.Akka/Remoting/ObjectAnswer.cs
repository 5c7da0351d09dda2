using Orchestrator.Api;

namespace Orchestrator.Akka.Remoting;

/// <summary>One object, or (null) nothing but success.</summary>
internal sealed class ObjectAnswer(KubeObject? value) : IAnswerSource
{
    public bool SendsAtOnce => false;

    public ValueTask<bool> WriteAsync(AnswerWriter to, CancellationToken cancellation)
    {
        if (value is not null)
            to.Add(AnswerRecord.Object, value);
        return new(false);
    }

    public ValueTask DisposeAsync() => default;
}
