using Akka.Actor;
using Akka.Persistence;
using Orchestrator.Store.Journals;

namespace Orchestrator.Akka.Journal;

/// <summary>A row on its way into Akka's journal.</summary>
/// <remarks>Akka's own class forgets its timestamp when the journal takes it up (<see cref="Update"/>), and column
/// <c>created</c> would be the plugin's clock instead of the row's time.</remarks>
internal sealed record StoreRepresentation(string PersistenceId, long SequenceNr, long Timestamp, object Payload)
    : IPersistentRepresentation
{
    public string Manifest => "";

    // One for all processes, and never null: Akka's replay filter would fail on that.
    public string WriterGuid => AkkaLayout.Writer;

    public bool IsDeleted => false;

    public IActorRef Sender => ActorRefs.NoSender;

    public IPersistentRepresentation WithPayload(object payload) => this with { Payload = payload };

    public IPersistentRepresentation WithManifest(string manifest) => this;

    public IPersistentRepresentation WithTimestamp(long timestamp) => this with { Timestamp = timestamp };

    public IPersistentRepresentation Update(
        long sequenceNr, string persistenceId, bool isDeleted, IActorRef sender, string writerGuid) =>
        this with { SequenceNr = sequenceNr, PersistenceId = persistenceId };
}
