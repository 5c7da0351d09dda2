namespace Orchestrator.Actors.Kernel;

/// <summary>Where an actor is in its life: New → Starting → Receiving → StoppingChildren → StoppingSelf, and from there
/// BackingOff → Starting again, or Ended.</summary>
internal enum Phase
{
    New,
    Starting,
    Receiving,
    StoppingChildren,
    StoppingSelf,
    BackingOff,
    Ended,
}
