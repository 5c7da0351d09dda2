namespace Orchestrator.Scheduler.Framework;

/// <summary>The usual way to bring scores to 0…100.</summary>
public static class Scores
{
    /// <summary>Scales so that the highest becomes 100; with <paramref name="reverse"/> the highest becomes 0 and
    /// none becomes 100.</summary>
    public static void Normalize(Span<long> scores, bool reverse)
    {
        long highest = 0;
        foreach (var score in scores)
            highest = Math.Max(highest, score);
        foreach (ref var score in scores)
        {
            var scaled = highest == 0 ? 0 : score * IScorePlugin.MaxNodeScore / highest;
            score = reverse ? IScorePlugin.MaxNodeScore - scaled : scaled;
        }
    }
}
