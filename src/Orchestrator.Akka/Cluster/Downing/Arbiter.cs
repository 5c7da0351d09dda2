namespace Orchestrator.Akka.Cluster.Downing;

/// <summary>Decides between control planes that miss each other: who asks first goes on.</summary>
/// <remarks>Who has been given up gives nobody up: so there is always one who has not. That holds for ever, and needs
/// no clock and nothing to be held or let go: a process that slept for an hour is told the same.</remarks>
internal sealed class Arbiter(IRulingLog log)
{
    /// <param name="asker">Who asks.</param>
    /// <param name="lost">Whom it would give up.</param>
    /// <param name="mayGiveUp">False: nothing is changed.</param>
    /// <returns>Fails where the log does; then it may have happened, and asking again tells.</returns>
    public async Task<Ruling> RuleAsync(string asker, IReadOnlyList<string> lost, bool mayGiveUp)
    {
        while (true)
        {
            var (newest, givenUp) = await log.ReadAsync();
            if (givenUp.Contains(asker))
                return Ruling.GivenUp;
            if (lost.All(givenUp.Contains))
                return Ruling.GoesOn;
            if (!mayGiveUp)
                return Ruling.Open;
            // False only where another ruled in between.
            if (await log.TryAppendAsync(newest + 1, asker, lost))
                return Ruling.GoesOn;
        }
    }
}
