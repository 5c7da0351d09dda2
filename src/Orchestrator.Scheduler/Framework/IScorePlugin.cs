namespace Orchestrator.Scheduler.Framework;

/// <summary>Ranks the nodes that passed.</summary>
public interface IScorePlugin : IPlugin
{
    /// <summary>The best a node can have after normalizing.</summary>
    const long MaxNodeScore = 100;

    /// <summary>What its scores are multiplied with before they are added up.</summary>
    int Weight { get; }

    /// <summary>False when every node would score the same: the plugin is left out of this cycle.</summary>
    bool PreScore(PodInfo pod, ReadOnlySpan<NodeInfo> nodes);

    long Score(PodInfo pod, NodeInfo node);

    /// <summary>Brings the scores of all nodes to 0…<see cref="MaxNodeScore"/>.</summary>
    void NormalizeScores(Span<long> scores);
}
