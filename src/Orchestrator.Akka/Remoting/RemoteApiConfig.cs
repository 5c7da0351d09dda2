using Akka.Configuration;

namespace Orchestrator.Akka.Remoting;

/// <summary>What an actor system's configuration needs for the API to cross the wire. Goes in when it is
/// made.</summary>
public static class RemoteApiConfig
{
    /// <summary>Binds every <see cref="IApiMessage"/> and <see cref="IJournalMessage"/> to its serializer, and what has
    /// none of its own to a refusal.</summary>
    /// <remarks>Akka's own messages have serializers of Akka's; what is left would be written by reflection.</remarks>
    public static Config Hocon { get; } = ConfigurationFactory.ParseString($$"""
        akka.actor {
          serializers {
            orchestrator-api = "{{typeof(ApiMessageSerializer).FullName}}, Orchestrator.Akka"
            orchestrator-journal = "{{typeof(JournalMessageSerializer).FullName}}, Orchestrator.Akka"
            orchestrator-refused = "{{typeof(RefusingSerializer).FullName}}, Orchestrator.Akka"
          }
          serialization-bindings {
            "{{typeof(IApiMessage).FullName}}, Orchestrator.Akka" = orchestrator-api
            "{{typeof(IJournalMessage).FullName}}, Orchestrator.Akka" = orchestrator-journal
            "System.Object" = orchestrator-refused
          }
        }
        """);
}
