using Orchestrator.Store.Journals;

namespace Orchestrator.Hosting.Clusters;

/// <summary>What tells a journal from every other: its first row, the founder's seal with a number that it drew, which
/// is never compacted; and how far the journal goes, which tells it from an older copy.</summary>
/// <param name="Name">For texts, as the member that read it names it.</param>
/// <param name="FirstSeal">The first row's bytes in hex.</param>
/// <param name="Newest">The newest row when it was read.</param>
public sealed record JournalIdentity(string Name, string FirstSeal, JournalPosition Newest)
{
    /// <summary>Null where the journal is empty. Changes nothing.</summary>
    /// <exception cref="JournalException">It cannot be read.</exception>
    public static async ValueTask<JournalIdentity?> ReadAsync(IJournal journal, CancellationToken cancellation)
    {
        if (await journal.FindLastAsync(cancellation) is not { } newest)
            return null;
        var rows = await journal.ReadAsync(new JournalPosition(0, 0), bytesMax: 1, cancellation);
        return rows is [{ Kind: JournalRowKind.Seal } first, ..]
            ? new(journal.Name, Convert.ToHexStringLower(first.Payload.Span), newest.Position)
            : throw new JournalCorruptException($"{journal.Name} does not begin with a seal; restore it from a backup");
    }

    /// <summary>Why a control plane with the journal <paramref name="own"/> cannot join one with this; null: it is the
    /// same. Pure.</summary>
    /// <param name="own">Read after this one was told.</param>
    /// <param name="ownName">What it is called, also where it is empty.</param>
    /// <param name="member">Who writes, or follows, this journal.</param>
    public string? WhyNot(JournalIdentity? own, string ownName, string member)
    {
        var found = own switch
        {
            null => $"{ownName} holds no cluster",
            _ when own.FirstSeal != FirstSeal => $"{ownName} holds another cluster",
            _ when own.Newest.CompareTo(Newest) < 0 => $"{ownName} is an older copy of this cluster's, or a standby",
            _ => null,
        };
        return found is null ? null
            : $"{found}: the control plane {member} of the cluster that this one joins has its journal in {Name}. "
                + "Nothing was changed. Start this one with the same --journal, or give it other members to join by";
    }
}
