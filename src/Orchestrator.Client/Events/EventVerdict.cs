using Orchestrator.Api.Core.V1;

namespace Orchestrator.Client;

/// <summary>What is to be done with one event.</summary>
/// <param name="Key">Under which <see cref="EventCorrelator.Written"/> remembers the outcome.</param>
/// <param name="Event">What is to be written; for an update it bears the name of the one to raise.</param>
public sealed record EventVerdict(EventAction Action, string Key, Event Event);

public enum EventAction
{
    Create,
    Update,
    Drop,
}
