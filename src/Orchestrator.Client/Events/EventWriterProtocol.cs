using Orchestrator.Api.Core.V1;

namespace Orchestrator.Client;

/// <summary>Messages of an <see cref="EventWriter"/>.</summary>
public abstract record EventWriterMessage;

internal sealed record WriteEvent(Event Event) : EventWriterMessage;
