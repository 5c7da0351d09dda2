using Microsoft.Extensions.Logging;
using Orchestrator.Actors;
using Orchestrator.Api;
using Orchestrator.Api.Errors;
using Orchestrator.Client;

namespace Orchestrator.Hosting;

/// <summary>What is worth a line: failures, with what follows from them.</summary>
internal static partial class Log
{
    private const int ConflictsQuiet = 8;

    public static void ActorFailed(ILogger logger, ActorFailure failure) =>
        ActorFailed(logger, failure.Path, failure.Outcome, failure.Pause.TotalSeconds, failure.Exception);

    /// <summary>A conflict with somebody's newer write, or with one's own that is not in the cache yet, is how
    /// optimistic concurrency works: it is told only when it does not end.</summary>
    public static void ReconcileFailed(ILogger logger, string controller, ReconcileFailure failure)
    {
        var isRace = failure.Error is StatusException { IsConflict: true } or StatusException { IsAlreadyExists: true };
        if (isRace && failure.Failures < ConflictsQuiet)
            return;
        // What the API refused says itself what is wrong; anything else is ours, and needs its stack.
        var error = failure.Error is StatusException ? null : failure.Error;
        ReconcileFailed(logger, controller, failure.Key, failure.Failures, failure.Error.Message, error);
    }

    [LoggerMessage(
        Level = LogLevel.Error, Message = "{Path} failed; what follows: {Outcome} after {PauseSeconds:0.0} s")]
    private static partial void ActorFailed(
        ILogger logger, string path, FailureOutcome outcome, double pauseSeconds, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "request {Request} failed by our own fault")]
    public static partial void RequestFailed(ILogger logger, string request, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the certificate of node {Node} was not renewed: {Reason}")]
    public static partial void NotRenewed(ILogger logger, string node, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the certificate {Name} was not renewed: {Reason}")]
    public static partial void OwnNotRenewed(ILogger logger, string name, string reason);

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "the certificate {Name} was renewed, and the next one is in use, but not kept: {Trouble}")]
    public static partial void FilesLeft(ILogger logger, string name, string trouble);

    [LoggerMessage(Level = LogLevel.Information, Message = "{Identity} {Change} by the Lease {Lease}")]
    public static partial void Leadership(ILogger logger, string identity, string change, string lease);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the Lease {Lease} cannot be taken or renewed: {Reason}")]
    public static partial void ElectionFailed(ILogger logger, string lease, string reason);

    [LoggerMessage(Level = LogLevel.Debug, Message = "stopping: {Part}")]
    public static partial void Stopping(ILogger logger, string part);

    [LoggerMessage(
        Level = LogLevel.Warning, Message = "stopping: {Part} has not ended after {Seconds:0} s{Living}")]
    public static partial void StopsSlowly(ILogger logger, string part, double seconds, string living);

    [LoggerMessage(
        Level = LogLevel.Error,
        Message = "stopping: {Part} has not ended within {Seconds:0} s and is left behind{Living}")]
    public static partial void LeftBehind(ILogger logger, string part, double seconds, string living);

    [LoggerMessage(Level = LogLevel.Error, Message = "stopping: {Part} failed")]
    public static partial void StopFailed(ILogger logger, string part, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Controller} failed at {Key}, {Failures} in a row: {Reason}")]
    private static partial void ReconcileFailed(
        ILogger logger, string controller, ObjectKey key, int failures, string reason, Exception? error);
}
