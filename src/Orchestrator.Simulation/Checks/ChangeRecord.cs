namespace Orchestrator.Simulation.Checks;

/// <summary>One write as the store told of it, without the object.</summary>
internal sealed record ChangeRecord(long Revision, string Key, string Uid, WatchEventType Type)
{
    public override string ToString() => $"{Type} {Key} (uid {Uid}) at {Revision}";
}
