using Akka.Actor.Setup;
using Microsoft.Extensions.Logging;

namespace Orchestrator.Akka.Hosting;

/// <summary>Where <see cref="LoggerBridge"/> finds the logger that Akka's lines go to.</summary>
internal sealed class LogSetup(ILogger logger) : Setup
{
    public ILogger Logger => logger;
}
