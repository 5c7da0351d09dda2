using Orchestrator.Store.Journals;

namespace Orchestrator.Store.Tests;

/// <summary>Something happens before each seal of this process gets to the journal, or before each of its reads:
/// somebody else is quicker, say.</summary>
internal sealed class KnockedJournal(IJournal inner, Func<Task>? beforeSeal = null, Func<Task>? beforeRead = null)
    : PassingJournal(inner)
{
    public override async ValueTask AppendAsync(JournalRow row, CancellationToken cancellation)
    {
        if (row.Kind == JournalRowKind.Seal && beforeSeal is not null)
            await beforeSeal();
        await base.AppendAsync(row, cancellation);
    }

    public override async ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation)
    {
        if (beforeSeal is not null)
            await beforeSeal();
        return await base.SealAsync(seal, cancellation);
    }

    public override async ValueTask<IReadOnlyList<JournalRow>> ReadAsync(
        JournalPosition after, int bytesMax, CancellationToken cancellation)
    {
        if (beforeRead is not null)
            await beforeRead();
        return await base.ReadAsync(after, bytesMax, cancellation);
    }
}
