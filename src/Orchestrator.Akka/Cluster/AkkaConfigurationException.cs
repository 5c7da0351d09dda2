namespace Orchestrator.Akka.Cluster;

/// <summary>A configuration file that cannot be used; the message names file, place and remedy.</summary>
public sealed class AkkaConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
