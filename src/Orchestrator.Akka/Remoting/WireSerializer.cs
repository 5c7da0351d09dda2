using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Orchestrator.Akka.Remoting;

/// <summary>Base of serializers that write their messages by hand.</summary>
/// <remarks>Identifier and manifests are a contract between versions (golden files under Remoting/Golden): a message
/// that changes gets a new manifest, and one nobody here knows is refused.</remarks>
/// <param name="system">Akka's.</param>
/// <param name="id">The same in every version.</param>
/// <param name="subject">Of its messages, such as <c>of the API</c>.</param>
public abstract class WireSerializer(ExtendedActorSystem system, int id, string subject)
    : SerializerWithStringManifest(system)
{
    public sealed override int Identifier => id;

    /// <exception cref="SerializationException">No manifest of ours, or bytes that are not what it stands
    /// for.</exception>
    public sealed override object FromBinary(byte[] bytes, string manifest)
    {
        try
        {
            return Read(bytes, manifest);
        }
        catch (FormatException error)
        {
            throw new SerializationException(
                $"a message of manifest \"{manifest}\" cannot be read: {error.Message}", error);
        }
    }

    /// <exception cref="FormatException">The bytes are not what the manifest stands for.</exception>
    protected abstract object Read(byte[] bytes, string manifest);

    protected SerializationException Unknown(string manifest) => new(
        $"no message {subject} has the manifest \"{manifest}\": the peer may be of a newer version");

    protected ArgumentException Foreign(object o) => new($"{o.GetType()} is no message {subject}", nameof(o));

    private protected static void ThrowUnlessAtEnd(in WireReader from)
    {
        if (!from.IsAtEnd)
            throw new FormatException("bytes are left over");
    }
}
