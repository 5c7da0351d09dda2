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
}
