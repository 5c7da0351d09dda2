namespace Orchestrator.Akka.Cluster.Downing;

/// <summary>What a member does about those that are missed.</summary>
internal abstract record DowningStep
{
    /// <summary>Nothing yet, or others see to it.</summary>
    public sealed record Wait : DowningStep
    {
        public static readonly Wait Instance = new();
    }

    /// <summary>It ends itself.</summary>
    public sealed record End : DowningStep
    {
        public static readonly End Instance = new();
    }

    /// <summary>It gives them up; nobody need be asked.</summary>
    public sealed record GiveUp(IReadOnlyList<string> Members) : DowningStep;

    /// <summary>It asks the arbiter.</summary>
    /// <param name="ControlPlanes">Whom it would give up.</param>
    /// <param name="MayGiveUp">False: only whether it has been given up itself.</param>
    public sealed record Ask(IReadOnlyList<string> ControlPlanes, bool MayGiveUp) : DowningStep;
}
