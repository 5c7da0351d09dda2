namespace Orchestrator.Akka.Remoting;

/// <summary>What a call makes of its answer. Called by the call's actor alone, in the answer's order.</summary>
internal abstract class AnswerSink
{
    /// <summary>Whether more may come; where not, <see cref="RemoteCall.MoreWanted"/> is told once it may.</summary>
    public virtual bool HasRoom => true;

    /// <exception cref="FormatException">That cannot be an answer to this call.</exception>
    public abstract void Take(AnswerRecord kind, ReadOnlySpan<byte> bytes);

    /// <summary>The answer is whole.</summary>
    /// <exception cref="FormatException">It lacks what an answer must have.</exception>
    public abstract void Complete();

    /// <summary>There will be no more of it.</summary>
    public abstract void Fail(Exception error);

    protected static FormatException Unexpected(AnswerRecord kind) => new($"{kind} is no answer to this call");
}
