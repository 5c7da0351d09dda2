namespace Orchestrator.Akka.Remoting;

/// <summary>What a gate does for a call.</summary>
/// <param name="What">The call, for logs.</param>
/// <param name="IsRead">It changes nothing and needs no body, so that it may begin before the caller is known to be
/// there still.</param>
/// <param name="RunAsync">Given the body. Ends when it is cancelled.</param>
internal sealed record ServedWork(
    string What, bool IsRead, Func<ReadOnlyMemory<byte>, CancellationToken, Task<IAnswerSource>> RunAsync);
