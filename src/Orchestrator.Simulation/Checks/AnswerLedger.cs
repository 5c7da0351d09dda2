using System.Globalization;

namespace Orchestrator.Simulation.Checks;

/// <summary>What API servers answered. An acknowledged write is in the store's history, under its revision.</summary>
internal sealed class AnswerLedger(Chronicle chronicle, Verdicts verdicts)
{
    private readonly List<(string Key, string Uid, long Revision)> _answers = [];

    /// <summary>The newest revision that a client was answered with.</summary>
    public long Acknowledged { get; private set; }

    public void Wrote(KindDefinition kind, KubeObject answer)
    {
        if (answer.Metadata.ResourceVersion is not { Length: > 0 } version)
            return;
        var revision = long.Parse(version, CultureInfo.InvariantCulture);
        _answers.Add((kind.StorageKey(answer.Key), answer.Metadata.Uid ?? "", revision));
        Acknowledged = Math.Max(Acknowledged, revision);
    }

    /// <summary>A list that asked for the latest.</summary>
    /// <param name="kind">What was listed.</param>
    /// <param name="list">What was answered.</param>
    /// <param name="acknowledged">What clients knew to be written when they asked.</param>
    public void Listed(KindDefinition kind, ObjectList list, long acknowledged)
    {
        if (long.Parse(list.ResourceVersion, CultureInfo.InvariantCulture) < acknowledged)
            verdicts.Violated(
                $"{kind.Plural} were listed at {list.ResourceVersion}; {acknowledged} was acknowledged before");
    }

    /// <summary>The interface promises a StatusException or an ApiUnreachableException, and nothing else.</summary>
    public void Failed(string who, Exception error, CancellationToken cancellation)
    {
        if (error is not (ApiUnreachableException or SimulationException)
            && !(error is OperationCanceledException && cancellation.IsCancellationRequested))
            verdicts.Violated($"{who}: the API failed with what no client expects: {error}");
    }

    /// <summary>Holds what was answered since the last call against what the store has told.</summary>
    public void Check()
    {
        foreach (var (key, uid, revision) in _answers)
        {
            if (chronicle.At(revision) is not { } record)
                verdicts.Violated($"{key} was answered with revision {revision}, which the store never told of");
            // An update that would make an object whose last finalizer is gone removes it: the revision is then the one
            // before.
            else if (record.Key != key || record.Uid != uid)
                verdicts.Violated($"{key} (uid {uid}) was answered with revision {revision}, which is {record}");
        }
        _answers.Clear();
    }
}
