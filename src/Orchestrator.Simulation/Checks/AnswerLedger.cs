using System.Globalization;

namespace Orchestrator.Simulation.Checks;

/// <summary>What API servers answered. An acknowledged write is in the store's history, under its revision.</summary>
internal sealed class AnswerLedger(Chronicle chronicle, Verdicts verdicts)
{
    private readonly List<(string Key, string Uid, long Revision)> _answers = [];

    public void Wrote(KindDefinition kind, KubeObject answer)
    {
        if (answer.Metadata.ResourceVersion is not { Length: > 0 } version)
            return;
        _answers.Add((kind.StorageKey(answer.Key), answer.Metadata.Uid ?? "",
            long.Parse(version, CultureInfo.InvariantCulture)));
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
            // An update that would make an object whose last finalizer is gone removes it: the revision is then the one before.
            else if (record.Key != key || record.Uid != uid)
                verdicts.Violated($"{key} (uid {uid}) was answered with revision {revision}, which is {record}");
        }
        _answers.Clear();
    }
}
