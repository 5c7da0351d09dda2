using Akka.Actor;
using Akka.Serialization;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Journal;

/// <summary>Hands the store's bytes through: what is in the tables is the same, whichever journal wrote it.</summary>
/// <remarks>Its identifier and the manifests are <see cref="AkkaLayout"/>'s.</remarks>
public sealed class StoreEventSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    public override int Identifier => AkkaLayout.SerializerId;

    public override string Manifest(object o) => Event(o).Manifest;

    public override byte[] ToBinary(object obj) => Event(obj).Payload;

    public override object FromBinary(byte[] bytes, string manifest) => new StoreEvent(manifest, bytes);

    private static StoreEvent Event(object o) =>
        o as StoreEvent ?? throw new ArgumentException($"{o.GetType()} is no row of the store", nameof(o));
}
