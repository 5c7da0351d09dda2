namespace Orchestrator.Store;

/// <summary>Who decides that a store which follows is to lead.</summary>
public enum Succession
{
    /// <summary>Every store is a candidate: it takes the journal over when its leader is silent.</summary>
    Silence,

    /// <summary>Somebody outside, such as a cluster that runs a singleton: a store is a candidate from <see
    /// cref="IStoreCandidate.AppointAsync"/> to <see cref="IStoreCandidate.DismissAsync"/>. However silent the journal
    /// is, one that is not appointed never seals it.</summary>
    Appointment,
}
