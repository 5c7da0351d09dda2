namespace Orchestrator.Simulation.Checks;

/// <summary>Messages of a <see cref="WatchObserver"/>; all come from itself.</summary>
internal abstract record WatchObserverMessage;
