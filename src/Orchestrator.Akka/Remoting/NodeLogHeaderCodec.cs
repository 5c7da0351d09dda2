using Orchestrator.Api.Core.V1;
using Orchestrator.Api.Json;

namespace Orchestrator.Akka.Remoting;

/// <summary>A <see cref="NodeLogHeader"/> as bytes: what is asked for, the Node, the container, the options as
/// canonical JSON. Pure.</summary>
internal static class NodeLogHeaderCodec
{
    /// <summary>No <see cref="RemoteVerb"/>: a call that came to the wrong gate is refused there.</summary>
    private const byte Log = 128;

    public static byte[] Write(NodeLogHeader header)
    {
        var to = new WireWriter();
        to.Byte(Log);
        to.Text(header.Node);
        to.Text(header.Container);
        to.Rest(JsonCodec.Write(header.Options));
        return to.ToArray();
    }

    /// <exception cref="FormatException">No header, or one of a newer version.</exception>
    public static NodeLogHeader Read(ReadOnlySpan<byte> bytes)
    {
        var from = new WireReader(bytes);
        var what = from.Byte();
        if (what != Log)
            throw new FormatException($"a node does not serve the verb {what}: the peer may be of a newer version");
        var (node, container) = (from.Text(), from.Text());
        try
        {
            return new NodeLogHeader(node, container, JsonCodec.Read<PodLogOptions>(from.Rest));
        }
        catch (JsonDecodeException error)
        {
            throw new FormatException($"the options cannot be read: {error.Message}", error);
        }
    }
}
