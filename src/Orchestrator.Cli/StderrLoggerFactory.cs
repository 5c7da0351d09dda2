using System.Globalization;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Cli;

/// <summary>Writes warnings and errors to standard error, one line each: standard output belongs to the ready line and
/// the demo. Of Akka everything that its own <c>akka.loglevel</c> lets through.</summary>
internal sealed class StderrLoggerFactory : ILoggerFactory
{
    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("writes to standard error only");

    public ILogger CreateLogger(string categoryName) =>
        new StderrLogger(categoryName == "Akka" ? LogLevel.Trace : LogLevel.Warning);

    public void Dispose()
    {
    }

    private sealed class StderrLogger(LogLevel least) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= least;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
                return;
            var letter = logLevel switch
            {
                LogLevel.Error or LogLevel.Critical => 'E',
                LogLevel.Warning => 'W',
                LogLevel.Information => 'I',
                _ => 'D',
            };
            var line = string.Create(CultureInfo.InvariantCulture,
                $"{letter} {DateTimeOffset.Now:HH:mm:ss.fff} {formatter(state, exception)}");
            Console.Error.WriteLine(exception is null ? line : $"{line}\n{exception}");
        }
    }
}
