using Akka.Actor;
using Akka.Dispatch;
using Akka.Event;
using Akka.Remote;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using LogLevel = Microsoft.Extensions.Logging.LogLevel;

namespace Orchestrator.Akka.Hosting;

/// <summary>Akka's log among ours, instead of coloured lines on standard output.</summary>
/// <remarks>What is told at all says <c>akka.loglevel</c>. What Akka says before its loggers have started or after they
/// have ended is not told: starting and ending are reported by who asked for them.</remarks>
internal sealed class LoggerBridge : UntypedActor, IRequiresMessageQueue<ILoggerMessageQueueSemantics>
{
    private readonly ILogger _logger = Context.System.Settings.Setup.Get<LogSetup>() is { HasValue: true } found
        ? found.Value.Logger
        : NullLogger.Instance;

    /// <summary>Goes before the configuration.</summary>
    public static string Hocon { get; } =
        $"akka {{ loggers = [\"{typeof(LoggerBridge).FullName}, Orchestrator.Akka\"], stdout-loglevel = OFF }}";

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case InitializeLogger:
                Sender.Tell(new LoggerInitialized());
                break;
            case LogEvent said:
                var level = LevelOf(said.LogLevel());
                MemberLog.Said(
                    _logger, level, said.LogSource, FirstLine(said.Message?.ToString() ?? ""),
                    level == LogLevel.Error && !IsPeerGone(said.Cause) ? said.Cause : null);
                break;
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>Remoting's own exceptions tell of a peer that is gone: where in Akka that was noticed helps
    /// nobody.</summary>
    private static bool IsPeerGone(Exception? cause) =>
        cause?.GetType().Assembly == typeof(RemoteTransportException).Assembly;

    /// <summary>Some texts go on with a stack.</summary>
    private static string FirstLine(string text) => text.IndexOf('\n') is >= 0 and var end ? text[..end] : text;

    private static LogLevel LevelOf(global::Akka.Event.LogLevel level) => level switch
    {
        global::Akka.Event.LogLevel.ErrorLevel => LogLevel.Error,
        global::Akka.Event.LogLevel.WarningLevel => LogLevel.Warning,
        global::Akka.Event.LogLevel.InfoLevel => LogLevel.Information,
        _ => LogLevel.Debug,
    };
}
