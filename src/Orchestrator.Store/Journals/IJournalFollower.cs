namespace Orchestrator.Store.Journals;

/// <summary>A journal that another process may be writing: lets a standby read each row soon after it was appended,
/// without asking all the time.</summary>
/// <remarks>
/// <code>
///   while (true)
///   {
///       var rows = await journal.ReadAsync(last, bytesMax, ct);   // a seal: go on with the next epoch's first row
///       …
///       if (rows.Count == 0)
///           await follower.WaitForRowAsync(last, ct);
///   }
/// </code>
/// </remarks>
public interface IJournalFollower
{
    /// <summary>Completes when a row behind <paramref name="after"/> may be there. It may complete without one, and
    /// does so now and then, for a notification can be lost: read, and wait again.</summary>
    ValueTask WaitForRowAsync(JournalPosition after, CancellationToken cancellation);

    /// <summary>Puts a seal behind the newest row of its epoch, whatever that is, in one step that no other append
    /// comes between: a leader that writes all the time cannot be in its way. Gives where it lies, which is the
    /// position that it names, or behind it by the rows that the caller has not read.</summary>
    /// <remarks>A seal's bytes do not say where in its epoch it lies. A journal that cannot do this in one step appends
    /// the seal where it names, as any row.</remarks>
    /// <exception cref="JournalConflictException">The epoch has been sealed already; or, where this is an append, the
    /// position is taken.</exception>
    /// <exception cref="JournalException">Anything else, such as that the journal could not be had alone in time: the
    /// seal may have been kept or not.</exception>
    ValueTask<JournalPosition> SealAsync(JournalRow seal, CancellationToken cancellation);
}
