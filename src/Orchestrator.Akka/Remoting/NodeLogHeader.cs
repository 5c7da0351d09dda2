using Orchestrator.Api.Core.V1;

namespace Orchestrator.Akka.Remoting;

/// <summary>Asks a <see cref="NodeGate"/> for a container's log. The call's body is the Pod, as JSON.</summary>
/// <param name="Node">Which of the member's Nodes.</param>
public sealed record NodeLogHeader(string Node, string Container, PodLogOptions Options);
