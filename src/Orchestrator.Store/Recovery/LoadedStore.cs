using Orchestrator.Store.History;
using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Recovery;

/// <summary>What the last snapshot holds, before the rows behind it.</summary>
/// <param name="History">The state.</param>
/// <param name="After">Rows behind it are to be read next; sequence 0 where an epoch begins.</param>
/// <param name="Seal">The seal that began that epoch; null in an empty journal.</param>
/// <param name="Last">The journal's newest row before the snapshot was read; null in an empty journal.</param>
internal sealed record LoadedStore(StoreHistory History, JournalPosition After, Seal? Seal, JournalRow? Last);
