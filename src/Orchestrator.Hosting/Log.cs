using Microsoft.Extensions.Logging;
using Orchestrator.Actors;
using Orchestrator.Client;

namespace Orchestrator.Hosting;

/// <summary>What is worth a line: failures, with what follows from them.</summary>
internal static partial class Log
{
    public static void ActorFailed(ILogger logger, ActorFailure failure) =>
        ActorFailed(logger, failure.Path, failure.Outcome, failure.Pause.TotalSeconds, failure.Exception);

    public static void ReconcileFailed(ILogger logger, string controller, ReconcileFailure failure) =>
        ReconcileFailed(logger, controller, failure.ToString());

    [LoggerMessage(Level = LogLevel.Error, Message = "{Path} failed; what follows: {Outcome} after {PauseSeconds:0.0} s")]
    private static partial void ActorFailed(
        ILogger logger, string path, FailureOutcome outcome, double pauseSeconds, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "request {Request} failed by our own fault")]
    public static partial void RequestFailed(ILogger logger, string request, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Controller}: {Failure}")]
    private static partial void ReconcileFailed(ILogger logger, string controller, string failure);
}
