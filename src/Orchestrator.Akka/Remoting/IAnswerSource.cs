namespace Orchestrator.Akka.Remoting;

/// <summary>An answer that is written as fast as the caller takes it. Disposing it ends what is behind it.</summary>
internal interface IAnswerSource : IAsyncDisposable
{
    /// <summary>Whether what it has written is to be sent before a chunk is full, because more may be long in
    /// coming.</summary>
    bool SendsAtOnce { get; }

    /// <summary>Writes about a chunk and at most one object more; waits only where there is nothing to write. False:
    /// that was the end.</summary>
    ValueTask<bool> WriteAsync(AnswerWriter to, CancellationToken cancellation);
}
