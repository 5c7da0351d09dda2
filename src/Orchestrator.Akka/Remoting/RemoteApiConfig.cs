using Akka.Configuration;

namespace Orchestrator.Akka.Remoting;

/// <summary>What an actor system's configuration needs for the API to cross the wire. Goes in when it is
/// made.</summary>
public static class RemoteApiConfig
{
    /// <summary>A peer that is back under its old address is heard, and taken in.</summary>
    /// <remarks>With passive connections, who calls a peer at the moment at which that calls him, and knew an older one
    /// under its address, gives up the connection that he is making without closing it; the peer goes on reading that
    /// one, and he writes to the other: nothing of his arrives any more, and nobody is told (docs/decisions/0180). A
    /// join that came before the old one's end was known is not answered: Akka repeats it after 10 s.</remarks>
    private const string OldAddresses = """
        akka.remote.use-passive-connections = off
        akka.cluster.retry-unsuccessful-join-after = 2s
        """;

    /// <summary>Binds every <see cref="IApiMessage"/> and <see cref="IJournalMessage"/> to its serializer, and what has
    /// none of its own to a refusal; and lets peers that were started again be heard.</summary>
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
        {{OldAddresses}}
        """);
}
