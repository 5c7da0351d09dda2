using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests.Journals;

public sealed class MemoryJournalTests : SharedJournalContract
{
    private protected override ValueTask<IJournal> OpenAsync() => new(new MemoryJournal());
}
