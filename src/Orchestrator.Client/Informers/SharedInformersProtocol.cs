namespace Orchestrator.Client;

public abstract record SharedInformersMessage;

/// <summary>Begin to list and watch for an informer.</summary>
internal sealed record StartInformer(Informer Informer) : SharedInformersMessage;

/// <summary>Stop feeding an informer, whose kind is no longer served.</summary>
internal sealed record StopInformer(Informer Informer) : SharedInformersMessage;
