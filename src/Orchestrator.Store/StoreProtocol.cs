namespace Orchestrator.Store;

/// <summary>What <see cref="StoreActor"/> is told. Writes are not messages: they wait in its bounded buffer.</summary>
public abstract record StoreMessage
{
    private protected StoreMessage()
    {
    }
}

/// <summary>The buffer was empty and is not any more.</summary>
internal sealed record CommandsWaiting : StoreMessage
{
    public static CommandsWaiting Instance { get; } = new();
}

/// <summary>Reads wait for the journal to be asked for its newest row.</summary>
internal sealed record ReadsWaiting : StoreMessage
{
    public static ReadsWaiting Instance { get; } = new();
}

/// <summary>This store was appointed or dismissed: see <see cref="Roles.Candidacy"/>.</summary>
internal sealed record CandidacyChanged : StoreMessage
{
    public static CandidacyChanged Instance { get; } = new();
}

/// <summary>Write what waits, then say that it is done: no more writes will come.</summary>
internal sealed record FinishWrites : StoreMessage;
