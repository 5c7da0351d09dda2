using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;

namespace Orchestrator.Akka.Remoting;

/// <summary>Stands where Akka would write a message by reflection: nothing without a serializer of its own crosses the
/// wire.</summary>
public sealed class RefusingSerializer(ExtendedActorSystem system) : Serializer(system)
{
    public override int Identifier => ApiMessageSerializer.Id + 1;

    public override bool IncludeManifest => true;

    public override byte[] ToBinary(object obj) =>
        throw new SerializationException(
            $"{obj.GetType()} has no serializer of its own and may not leave this process");

    public override object FromBinary(byte[] bytes, Type type) =>
        throw new SerializationException($"{type} has no serializer of its own and is not read");
}
