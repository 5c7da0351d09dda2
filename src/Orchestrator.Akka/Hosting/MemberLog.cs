using Microsoft.Extensions.Logging;

namespace Orchestrator.Akka.Hosting;

/// <summary>What a member tells.</summary>
internal static partial class MemberLog
{
    /// <summary>The category of Akka's own lines.</summary>
    public const string Akka = "Akka";

    [LoggerMessage(Message = "akka: {Source}: {Text}")]
    public static partial void Said(ILogger logger, LogLevel level, string source, string text, Exception? error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "waiting for a control plane: {Reason}")]
    public static partial void Waiting(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Warning,
        Message = "{Journal} has not been heard for {Seconds} s; this control plane stays, and goes on trying")]
    public static partial void JournalLost(ILogger logger, string journal, double seconds);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Journal} is heard again")]
    public static partial void JournalBack(ILogger logger, string journal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "this member leaves: {Reason}")]
    public static partial void JournalLeft(ILogger logger, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "this member ended: {Reason}")]
    public static partial void Ended(ILogger logger, string reason);
}
